"""A submission's two rooms: the student's code in one process, the tests in another.

``session`` drives both through the notebook's cells as ``plan`` says. ``student_room`` and
``tests_room`` are what runs in them, each around a ``runner``; ``link`` and ``remote`` are how
tests see a student's objects, ``objects`` how those answer, ``wire`` what travels.
"""
