"""Slips of preparing pictures for a network that somebody else has trained."""

import torch

from labkit.data import normalize

_ORDER = 2  # seed of the order in which `mixed_up` shows them


def preprocessing(images: torch.Tensor) -> dict[str, torch.Tensor]:
    """Return what :func:`labkit.data.normalize` should give, and what each slip gives instead.

    ``images`` are uint8 ``(N, 3, S, S)``, as high as wide; all results have that shape and are
    float32. The first, ``"right"``, is no slip. Raises ``ValueError`` for other images.

    >>> made = preprocessing(torch.full((1, 3, 2, 2), 255, dtype=torch.uint8))
    >>> {name: round(x.mean().item(), 3) for name, x in made.items()}["scaled twice"]
    -1.984
    """
    if images.ndim != 4 or images.shape[1] != 3 or images.shape[2] != images.shape[3]:
        raise ValueError(f"images must be (N, 3, S, S); given: {tuple(images.shape)}.")
    right = normalize(images)
    unnormalised = images.float() / 255
    return {
        "right": right,
        "bytes": images.float(),
        "unnormalised": unnormalised,
        "scaled twice": (unnormalised / 255 - 0.5) / 0.25,
        "bgr": right.flip(1),
        "hwc as chw": right.permute(0, 2, 3, 1).reshape(right.shape),
        "h and w swapped": right.transpose(2, 3).contiguous(),
    }


def mixed_up(images: torch.Tensor) -> dict[str, torch.Tensor]:
    """Return the tensors of :func:`preprocessing` under letters that do not say which is which.

    >>> list(mixed_up(torch.zeros(1, 3, 2, 2, dtype=torch.uint8)))
    ['A', 'B', 'C', 'D', 'E', 'F', 'G']
    """
    tensors = list(preprocessing(images).values())
    order = torch.randperm(len(tensors), generator=torch.Generator().manual_seed(_ORDER))
    return {letter: tensors[i] for letter, i in zip("ABCDEFG", order.tolist(), strict=True)}
