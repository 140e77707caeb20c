"""Mini-batches of tensors that fit in memory, without the cost of a DataLoader."""

from collections.abc import Iterator

import torch

from labkit.data.checks import check_whole


def batches(
    *tensors: torch.Tensor,
    batch_size: int,
    shuffle: bool = False,
    generator: torch.Generator | None = None,
    device: torch.device | str | None = None,
    drop_last: bool = False,
) -> Iterator[tuple[torch.Tensor, ...]]:
    """Yield the tensors in batches along their first dimension, matching rows together.

    Every row comes exactly once, shuffled by ``generator`` if asked to; ``drop_last`` leaves out
    a last batch that is not full. Batches lie on ``device``, by default where the tensors are:
    on a GPU it is fastest to move the whole tensors there before. Unshuffled batches are views.

    >>> for x, y in batches(torch.arange(5), torch.arange(5) * 10, batch_size=2):
    ...     print(x.tolist(), y.tolist())
    [0, 1] [0, 10]
    [2, 3] [20, 30]
    [4] [40]
    """
    if not tensors:
        raise ValueError("batches needs at least one tensor, but none was given.")
    for position, tensor in enumerate(tensors):
        if not isinstance(tensor, torch.Tensor) or tensor.ndim == 0:
            raise ValueError(
                f"Argument {position} of batches is {_described(tensor)}, but it must be a tensor "
                "with a first dimension to batch along."
            )
    lengths = [len(tensor) for tensor in tensors]
    if len(set(lengths)) > 1:
        raise ValueError(f"The tensors have {lengths} rows, but they must have equally many.")
    check_whole("batch_size", batch_size, 1)
    if generator is not None and not shuffle:
        raise ValueError("A generator was given, but shuffle is False: set shuffle=True.")
    return _batches(tensors, batch_size, shuffle, generator, device, drop_last)


def _batches(tensors, batch_size, shuffle, generator, device, drop_last) -> Iterator[tuple]:
    n = len(tensors[0])
    order = None
    if shuffle:
        origin = "cpu" if generator is None else generator.device
        order = torch.randperm(n, generator=generator, device=origin)
    for start in range(0, n - batch_size + 1 if drop_last else n, batch_size):
        rows = slice(start, start + batch_size)
        if order is None:
            batch = tuple(tensor[rows] for tensor in tensors)
        else:
            picked = order[rows]
            batch = tuple(tensor[picked.to(tensor.device)] for tensor in tensors)
        yield batch if device is None else tuple(tensor.to(device) for tensor in batch)


def _described(value: object) -> str:
    return (
        "a single number" if isinstance(value, torch.Tensor) else f"of type {type(value).__name__}"
    )
