"""Batches of images and labels on a device, from tensors in memory or from any iterable."""

from collections.abc import Iterable, Iterator

import torch
from torch import nn

from labkit.data import batches
from labkit.train.checks import check_batch

Pair = tuple[torch.Tensor, torch.Tensor]
Data = Pair | Iterable[Pair]  # tensors (images, labels), or an iterable of such batches


def device_of(model: nn.Module) -> torch.device:
    """Return where the model's first parameter is; the CPU for a model without parameters."""
    first = next(model.parameters(), None)
    return torch.device("cpu") if first is None else first.device


def is_pair(data: Data) -> bool:
    """Tell whether the data are two tensors or arrays in memory rather than batches."""
    is_two = isinstance(data, tuple | list) and len(data) == 2
    return is_two and all(hasattr(part, "dtype") for part in data)


class TensorBatches:
    """Batches of a pair of tensors; in a new random order each time if ``shuffle``.

    The last batch is smaller if the number of images is no multiple of the batch size. The order
    comes from the generator, or from torch's global one.
    """

    def __init__(
        self,
        pair: Pair,
        batch_size: int,
        *,
        shuffle: bool = False,
        generator: torch.Generator | None = None,
    ) -> None:
        """Keep the tensors, which are already checked and on their device."""
        self.images, self.labels = pair
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.generator = generator

    def __len__(self) -> int:
        """Return the number of batches."""
        return -(-len(self.images) // self.batch_size)

    def __iter__(self) -> Iterator[Pair]:
        """Go through all images once."""
        order = {"shuffle": self.shuffle, "generator": self.generator if self.shuffle else None}
        return batches(self.images, self.labels, batch_size=self.batch_size, **order)


class LoadedBatches:
    """Batches of another iterable such as a ``DataLoader``, moved to the device of the model.

    The first batch is checked against the model when it arrives.
    """

    def __init__(self, model: nn.Module, loader: Iterable[Pair], name: str) -> None:
        """Keep the iterable, and the name under which errors speak of it."""
        self.model = model
        self.loader = loader
        self.name = name
        self.checked = False

    def __len__(self) -> int:
        """Return the number of batches; TypeError if the iterable does not know it."""
        return len(self.loader)

    def __iter__(self) -> Iterator[Pair]:
        """Go through the iterable once; ValueError if it is empty or yields no pairs."""
        device = device_of(self.model)
        for batch in self.loader:
            if not self.checked:
                if not is_pair(batch):
                    raise ValueError(
                        f"{self.name} yields {type(batch).__name__}, but it must yield pairs of "
                        "tensors (images, labels)."
                    )
                check_batch(self.model, *batch, name=self.name)
                self.checked = True
            images, labels = batch
            yield images.to(device), labels.to(device)
        if not self.checked:
            raise ValueError(f"{self.name} yields no batches; an iterator runs only once.")


def as_batches(
    model: nn.Module,
    data: Data,
    batch_size: int,
    *,
    name: str,
    shuffle: bool = False,
    generator: torch.Generator | None = None,
) -> TensorBatches | LoadedBatches:
    """Return batches of the data on the model's device, checked against the model.

    Tensors are checked and moved here and now, other iterables as they are read; ``shuffle``,
    ``generator`` and ``batch_size`` are for tensors only. Raises ``ValueError`` or ``TypeError``.
    """
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, but it is {batch_size}.")
    if not is_pair(data):
        if not hasattr(data, "__iter__") or isinstance(data, torch.Tensor):
            raise TypeError(
                f"{name} is a {type(data).__name__}, but it must be a pair of tensors (images, "
                "labels) or an iterable of such batches. A Dataset goes into a DataLoader first."
            )
        return LoadedBatches(model, data, name)
    check_batch(model, *data, name=name)
    device = device_of(model)
    pair = data[0].to(device), data[1].to(device)
    return TensorBatches(pair, batch_size, shuffle=shuffle, generator=generator)
