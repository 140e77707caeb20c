"""Processes forked from a warm one, kept apart from the machine, limited and killed.

``warm`` is the grader's end, ``zygote`` the warm process, ``child`` the start of a room in it,
``layers`` what keeps a room apart, ``probe`` the proof that it does.
"""
