"""Slips of drawing mini-batches."""

import torch

Batches = list[tuple[torch.Tensor, ...]]


def minibatches(
    x: torch.Tensor, y: torch.Tensor, batch_size: int, generator: torch.Generator
) -> dict[str, Batches]:
    """Return the batches that each slip gives; the generator stays as it is.

    >>> g = torch.Generator().manual_seed(0)
    >>> made = minibatches(torch.arange(5), torch.arange(5), 2, g)
    >>> [len(a) for a, _ in made["the last, shorter batch is dropped"]]
    [2, 2]
    """
    n, drawn = len(x), generator.clone_state()
    order = torch.randperm(n, generator=drawn)
    second = torch.randperm(n, generator=drawn)
    numbers = torch.arange(n)
    right, pieces = _batches(x, y, order, batch_size), _batches(x, y, numbers, batch_size)
    starts = torch.randperm(len(pieces), generator=generator.clone_state())
    unaware = torch.randperm(n, generator=torch.Generator().manual_seed(0))
    return {
        "the last, shorter batch is dropped": right[: n // batch_size],
        "only the first batch comes": right[:1],
        "nothing is shuffled": pieces,
        "y is not shuffled with x": _joined(right, pieces),
        "x is not shuffled with y": _joined(pieces, right),
        "x and y are shuffled apart: draw one order for both": _joined(
            right, _batches(x, y, second, batch_size)
        ),
        "y comes before x": [(b, a) for a, b in right],
        "y is missing": [a for a, _ in right],
        "these are the numbers of the samples: use them to pick rows": list(
            order.split(batch_size)
        ),
        "batches overlap: the next one starts one sample later": [
            (x[order[i : i + batch_size]], y[order[i : i + batch_size]]) for i in range(n)
        ],
        "batch_size is the number of batches": [
            (x[rows], y[rows]) for rows in order.chunk(batch_size)
        ],
        "whole batches are shuffled, not samples": [pieces[i] for i in starts.tolist()],
        "a sample may come twice: shuffle, do not draw": _drawn_twice(x, y, batch_size, generator),
        "the generator is not used": _batches(x, y, unaware, batch_size),
    }


def _batches(x: torch.Tensor, y: torch.Tensor, order: torch.Tensor, batch_size: int) -> Batches:
    return [(x[rows], y[rows]) for rows in order.split(batch_size)]


def _joined(of_x: Batches, of_y: Batches) -> Batches:
    return [(a, b) for (a, _), (_, b) in zip(of_x, of_y, strict=True)]


def _drawn_twice(x, y, batch_size, generator) -> Batches:
    drawn, sizes = generator.clone_state(), [len(rows) for rows in x.split(batch_size)]
    rows = [torch.randint(len(x), (size,), generator=drawn) for size in sizes]
    return [(x[some], y[some]) for some in rows]
