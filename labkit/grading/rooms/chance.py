"""Random numbers and the gradient mode: what a test sets holds for the student's code too.

States go to the student's room only. Were they to come back, a student could choose which numbers
a test draws afterwards.
"""

import functools
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import torch


class Seeds:
    """Notices when a test seeds torch, numpy or Python, by the usual functions."""

    def __init__(self) -> None:
        """Watch these functions from now on, in this process."""
        self._new = False
        self._watch(torch, "manual_seed")
        self._watch(torch.random, "manual_seed")
        self._watch(np.random, "seed")
        self._watch(random, "seed")

    def _watch(self, module: Any, name: str) -> None:
        usual: Callable = getattr(module, name)

        @functools.wraps(usual)
        def seed(*args: Any, **kwargs: Any) -> Any:
            self._new = True
            return usual(*args, **kwargs)

        setattr(module, name, seed)

    def news(self) -> list:
        """Return the gradient mode, and all states if a test has seeded since the last time."""
        grad, new = torch.is_grad_enabled(), self._new
        self._new = False
        if not new:
            return [grad, None]
        numpy_state = list(np.random.get_state())  # noqa: NPY002
        return [grad, [random.getstate(), numpy_state, torch.get_rng_state()]]


def heed(news: list) -> torch.set_grad_enabled:
    """Take over the states, and return the gradient mode as a context."""
    grad, states = news
    if states is not None:
        random.setstate(states[0])
        np.random.set_state(tuple(states[1]))  # noqa: NPY002
        torch.set_rng_state(states[2])
    return torch.set_grad_enabled(grad)
