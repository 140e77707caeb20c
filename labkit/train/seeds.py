"""One call that makes a run repeatable."""

import random

import numpy as np
import torch


def seed_everything(seed: int) -> None:
    """Seed the generators of Python, NumPy and torch (on every device).

    On a CPU the same seed then gives the same weights bit for bit, as long as torch and its number
    of threads stay the same; GPUs may sum in another order each time. Raises ``ValueError`` unless
    0 ≤ seed < 2³², which is what NumPy takes.

    >>> seed_everything(7)
    >>> first = torch.rand(3)
    >>> seed_everything(7)
    >>> torch.equal(first, torch.rand(3))
    True
    """
    if not 0 <= seed < 2**32:
        raise ValueError(f"A seed is a whole number from 0 to 2³² − 1, but it is {seed}.")
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002  # the global generator is what is to be seeded
    torch.manual_seed(seed)
