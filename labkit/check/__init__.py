"""What the test cells call: is this answer right, and if not, which mistake is it?

A check calls the student's function on copies of the inputs, turns what comes back into a plain
tensor or number of a known type, and compares that. It returns nothing when the answer is right
and raises :class:`CheckError` with a readable message when it is not.

>>> def area(width, height):
...     return width + height
>>> call(area, 3, 5).gives(15, mistakes={"the sides are added": 8})
Traceback (most recent call last):
    ...
labkit.check.failure.CheckError: area(3, 5) is not right yet.
  Most likely: the sides are added.
  returned  8
  expected  15
"""

from labkit.check.built import module
from labkit.check.call import call, items, value
from labkit.check.failure import CheckError, hidden
from labkit.check.forbid import forbid
from labkit.check.gradient import gradient
from labkit.check.instance import instance
from labkit.check.quiz import one_of, quiz
from labkit.check.rolled import rolled
from labkit.check.stub import soften_stubs

__all__ = [
    "CheckError",
    "call",
    "forbid",
    "gradient",
    "hidden",
    "instance",
    "items",
    "module",
    "one_of",
    "quiz",
    "rolled",
    "value",
]

soften_stubs()
