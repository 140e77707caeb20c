"""Which tensor of a reference belongs to which tensor of a student's module?"""

from collections import Counter
from collections.abc import Mapping

import torch

Tensors = Mapping[str, torch.Tensor]


class MismatchError(ValueError):
    """Two modules have different parameters or buffers; the message says which."""


def match(own: Tensors, given: Tensors) -> dict[str, torch.Tensor]:
    """Return the tensors of ``given`` under the names of ``own``.

    Where the names differ, the order of registration decides: of all tensors, else of the layers
    (a shortcut may be registered first), else of the tensors of each shape. Counters of batches
    are left out. Raises :class:`MismatchError` where the shapes do not fit.

    >>> match({"w": torch.zeros(2), "b": torch.zeros(1)},
    ...       {"bias": torch.tensor([1.0]), "weight": torch.tensor([2.0, 3.0])})
    {'b': tensor([1.]), 'w': tensor([2., 3.])}
    """
    own, given = _counted_out(own), _counted_out(given)
    if own.keys() == given.keys():
        given = {name: given[name] for name in own}
        for name, tensor in own.items():
            if tensor.shape != given[name].shape:
                own_shape, wanted = tuple(tensor.shape), tuple(given[name].shape)
                raise MismatchError(f"{name} has shape {own_shape} where {wanted} is expected")
    _refuse_other_shapes(own, given)
    if [t.shape for t in own.values()] == [t.shape for t in given.values()]:
        return dict(zip(own, given.values(), strict=True))
    mine, theirs = _in_layers(own), _in_layers(given)
    if Counter(map(_shapes, mine)) == Counter(map(_shapes, theirs)):
        mine, theirs = sorted(mine, key=_shapes), sorted(theirs, key=_shapes)
        pairs = zip(mine, theirs, strict=True)
        return {n: t for a, b in pairs for (n, _), (_, t) in zip(a, b, strict=True)}
    mine, theirs = (sorted(t.items(), key=lambda item: item[1].shape) for t in (own, given))
    return {name: tensor for (name, _), (_, tensor) in zip(mine, theirs, strict=True)}


def _counted_out(tensors: Tensors) -> dict[str, torch.Tensor]:
    return {n: t for n, t in tensors.items() if not n.endswith("num_batches_tracked")}


def _in_layers(tensors: Tensors) -> list[list[tuple[str, torch.Tensor]]]:
    """Split before each weight with two dimensions or more: a layer, and the norm behind it."""
    layers = [[]]
    for name, tensor in tensors.items():
        if tensor.ndim >= 2:
            layers.append([])
        layers[-1].append((name, tensor))
    return layers


def _shapes(layer: list[tuple[str, torch.Tensor]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(tensor.shape) for _, tensor in layer)


def _refuse_other_shapes(own: Tensors, given: Tensors) -> None:
    extra, missing = _beyond(own, given), _beyond(given, own)
    if extra and missing:
        name, shape = extra[0]
        wanted = min((s for _, s in missing), key=lambda s: abs(len(s) - len(shape)))
        raise MismatchError(f"{name} has shape {shape} where {wanted} is expected")
    for found, what in ((missing, "is missing"), (extra, "is one too many")):
        if found:
            name, shape = found[0]
            others = f", and {len(found) - 1} more" if len(found) > 1 else ""
            raise MismatchError(f"{name} of shape {shape} {what}{others}")


def _beyond(tensors: Tensors, others: Tensors) -> list[tuple[str, tuple[int, ...]]]:
    """Return names and shapes of the tensors whose shapes the others have less often.

    Of many tensors of one shape those whose names the others lack are meant, if that tells.
    """
    counts = Counter(tuple(t.shape) for t in tensors.values())
    counts.subtract(tuple(t.shape) for t in others.values())
    found = []
    for shape, surplus in counts.items():
        if surplus > 0:
            names = [name for name, tensor in tensors.items() if tuple(tensor.shape) == shape]
            new = [name for name in names if name not in others]
            certain = next((n for n in (names, new) if len(n) == surplus), ["a tensor"] * surplus)
            found += [(name, shape) for name in certain]
    return sorted(found, key=lambda item: -len(item[1]))  # weights tell most
