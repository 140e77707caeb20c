"""Grade submissions: warm, sandboxed, in parallel, and recorded as nbgrader records them.

What was handed in is read (``submission``) and its answers put into a fresh copy of the course's
notebook (``rebuild``). The notebook is run by two processes forked from a warm one (``warm``,
``zygote``, ``sandbox``): student's code in the student's room, tests in the tests' room, with
plain data in between (``session``). nbgrader's own code then writes scores, notebooks and the
gradebook (``record``). ``grade`` does this for a whole class.
"""
