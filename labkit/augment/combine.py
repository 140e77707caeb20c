"""Several augmentations in turn, masks and boxes that move along, and blended labels."""

from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F

from labkit.augment.checks import per_image, require_images
from labkit.data import boxes_around
from labkit.data.checks import check_number

Augmentation = Callable[[torch.Tensor, torch.Generator], torch.Tensor]


def chain(*augmentations: Augmentation):
    """Return ``augment(images, labels, generator)`` for :func:`labkit.train.fit`.

    It applies all augmentations in turn and leaves the labels as they are.

    >>> from labkit.augment import flip, shift
    >>> both, x = chain(flip, shift), torch.zeros(2, 3, 8, 9)
    >>> images, labels = both(x, torch.tensor([3, 1]), torch.Generator().manual_seed(0))
    >>> images.shape, labels.tolist()
    (torch.Size([2, 3, 8, 9]), [3, 1])
    """

    def augment(
        images: torch.Tensor, labels: torch.Tensor, generator: torch.Generator
    ) -> tuple[torch.Tensor, torch.Tensor]:
        for augmentation in augmentations:
            images = augmentation(images, generator)
        return images, labels

    return augment


def along(
    augmentation: Augmentation,
    images: torch.Tensor,
    masks: torch.Tensor,
    generator: torch.Generator,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return images, their masks moved by the same draws, and the boxes around those masks.

    ``masks`` are bool ``(N, H, W)``; boxes are as :func:`labkit.data.boxes_around` returns them.
    The augmentation moves or hides pixels; one that changes colours must leave masks alone. Raises
    ``ValueError`` for masks of another kind or shape.

    >>> from labkit.augment import flip
    >>> masks = torch.zeros(1, 4, 6, dtype=torch.bool)
    >>> masks[0, 1:3, 0:2] = True
    >>> images, masks, boxes = along(flip, torch.rand(1, 3, 4, 6), masks, torch.Generator())
    >>> boxes.tolist()  # flip drew "mirror" here
    [[4, 1, 6, 3]]
    """
    require_images(images)
    expected = (len(images), *images.shape[2:])
    if masks.dtype != torch.bool or masks.shape != expected:
        raise ValueError(
            f"Masks must be bool of shape {expected}; given: {masks.dtype} of {tuple(masks.shape)}."
        )
    state = generator.get_state()
    images = augmentation(images, generator)
    generator.set_state(state)
    masks = augmentation(masks[:, None].float(), generator)[:, 0] > 0.5
    return images, masks, boxes_around(masks)


def mixup(
    images: torch.Tensor,
    labels: torch.Tensor,
    generator: torch.Generator,
    *,
    num_classes: int,
    alpha: float = 0.2,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Blend each image, and its label, with another one of the batch.

    Its own share λ is drawn from Beta(alpha, alpha) for each image: mostly close to 0 or 1 for a
    small ``alpha`` (H. Zhang, M. Cissé, Y. Dauphin and D. Lopez-Paz, *mixup: beyond empirical risk
    minimization*, 2018). Labels are int64 ``(N,)``; the new ones are shares ``(N, num_classes)``,
    which cross-entropy takes as they are. Raises ``ValueError`` unless ``alpha`` is positive.
    """
    require_images(images)
    check_number("alpha", alpha, 1e-3, float("inf"))
    seed = int(torch.randint(2**62, (1,), generator=generator))  # torch draws no Beta from these
    drawn = torch.from_numpy(np.random.default_rng(seed).beta(alpha, alpha, len(images)))
    partner = torch.randperm(len(images), generator=generator).to(images.device)
    own = per_image(drawn, images)
    shares = F.one_hot(labels, num_classes).to(images)
    lam = own[:, :, 0, 0]
    return (
        own * images + (1 - own) * images[partner],
        lam * shares + (1 - lam) * shares[partner],
    )
