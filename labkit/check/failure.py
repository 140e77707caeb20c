"""How a failed check reads: one exception with a message, and a short form for hidden tests."""

from collections.abc import Iterator
from contextlib import contextmanager


class CheckError(AssertionError):
    """An answer is not right yet; the message says what was expected, what came and why.

    ``subject`` is the function or variable that was checked, ``mistake`` the plain-language name
    of the mistake if one was recognised. Notebooks show the message instead of a traceback.
    """

    def __init__(self, headline: str, details: list[str], *, subject: str, mistake: str | None):
        """Compose the message from a headline, the mistake and lines of detail."""
        guess = [f"Most likely: {mistake}."] if mistake else []
        super().__init__("\n  ".join([headline, *guess, *details]))
        self.subject = subject
        self.mistake = mistake

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to print the message alone: frames of the kit teach nothing."""
        return str(self).split("\n")


@contextmanager
def hidden() -> Iterator[None]:
    """Wrap hidden tests: a failure names the function and the mistake, never inputs or values.

    >>> with hidden():
    ...     raise CheckError("area(7, 9) is not right yet.", ["returned  16"],
    ...                       subject="area", mistake="the sides are added")
    Traceback (most recent call last):
        ...
    labkit.check.failure.CheckError: A hidden test of area failed.
      Most likely: the sides are added.
    """
    try:
        yield
    except CheckError as failure:
        subject, mistake = failure.subject, failure.mistake
    except Exception as error:  # the student's own exception: its traceback would quote the test
        subject, mistake = "this exercise", f"your code raised {type(error).__name__}"
    else:
        return
    headline = f"A hidden test of {subject} failed."
    raise CheckError(headline, [], subject=subject, mistake=mistake) from None
