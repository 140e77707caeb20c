"""Submissions from the learning platform, and grades back to it: Canvas and Moodle.

``names`` reads what both call the files in their zips, ``archive`` opens a zip that strangers have
filled, ``plan`` decides what is new, ``transfer`` lets nbgrader's zip_collect put it into place.
``table`` changes cells of a CSV file and nothing else, ``roster`` knows the columns of both, and
``grades`` fills them in. ``collect`` and ``export`` are what people call.
"""
