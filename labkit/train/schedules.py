"""How the rate changes from step to step, and when to stop early.

A schedule is a function ``schedule(step, steps) -> factor`` on the rate that the optimizer was
made with: ``step`` counts from 0, ``steps`` is how many there will be. A rule for stopping is a
function ``stop(history) -> bool``, called after each epoch. Both are plain functions, so a lab can
plot them, test them and replace them.
"""

import math
from collections.abc import Callable

from labkit.train.history import History


def cosine(step: int, steps: int, *, warmup: float = 0.1) -> float:
    """Return the factor of a cosine schedule after a linear warm-up.

    ``warmup`` is the share of all steps over which the factor rises to 1; then it falls towards 0
    along half a cosine (I. Loshchilov and F. Hutter, "SGDR", ICLR 2017, without restarts).
    Another share: ``functools.partial(cosine, warmup=0)``.

    >>> [round(cosine(step, 10, warmup=0.2), 2) for step in range(10)]
    [0.5, 1.0, 1.0, 0.96, 0.85, 0.69, 0.5, 0.31, 0.15, 0.04]
    """
    rising = int(warmup * steps)
    if step < rising:
        return (step + 1) / rising
    return 0.5 * (1 + math.cos(math.pi * (step - rising) / max(1, steps - rising)))


def patience(epochs: int, *, min_delta: float = 0.0) -> Callable[[History], bool]:
    """Return a rule that stops after ``epochs`` epochs without a better validation loss.

    Better means lower than the best one by more than ``min_delta``; nan is never better. Raises
    ``ValueError`` for fewer than one epoch; the rule raises it if there is no validation loss.

    >>> stop = patience(2)
    >>> [stop(History(val_loss=[1.0, 0.8, 0.9, 0.85][:n])) for n in (1, 2, 3, 4)]
    [False, False, False, True]
    """
    if epochs < 1:
        raise ValueError(f"patience needs at least 1 epoch, but got {epochs}.")

    def stop(history: History) -> bool:
        if not history.val_loss:
            raise ValueError("patience watches the validation loss: give fit validation data.")
        best, waited = math.inf, 0
        for loss in history.val_loss:
            best, waited = (loss, 0) if loss < best - min_delta else (best, waited + 1)
        return waited >= epochs

    return stop
