"""Heat maps: which pixels of an image speak for a class.

``image`` is one image ``(C, H, W)``, ``label`` a class, ``model`` a network in evaluation mode that
gives logits.
"""

import torch
import torch.nn.functional as F
from torch import nn

from labkit.inspect.layers import kept


def occlusion_map(
    model: nn.Module, image: torch.Tensor, label: int, size: int, stride: int
) -> torch.Tensor:
    """Return by how much the probability of a class falls when a square is covered.

    A square of ``size``×``size`` zeros moves over the image by ``stride``; its places make a map
    ``((H − size) // stride + 1, (W − size) // stride + 1)``. Negative where covering helps. Source:
    M. Zeiler, R. Fergus, "Visualizing and Understanding Convolutional Networks", 2013. Raises
    ``ValueError`` for a square that does not fit.

    >>> bright = nn.Sequential(nn.AvgPool2d(4), nn.Flatten(), nn.Linear(1, 2, bias=False))
    >>> bright[2].weight.data = torch.tensor([[16.0], [0.0]])  # class 0: the sum of the pixels
    >>> image = torch.zeros(1, 4, 4)
    >>> image[0, 0, 3] = 2
    >>> occlusion_map(bright, image, label=0, size=2, stride=2)
    tensor([[0.0000, 0.3808],
            [0.0000, 0.0000]])
    """
    _, height, width = image.shape
    if not 1 <= size <= min(height, width):
        raise ValueError(f"A square of {size}×{size} does not fit on {height}×{width} pixels.")
    tops, lefts = range(0, height - size + 1, stride), range(0, width - size + 1, stride)
    covered = image.repeat(len(tops) * len(lefts), 1, 1, 1)
    places = ((top, left) for top in tops for left in lefts)
    for copy, (top, left) in zip(covered, places, strict=True):
        copy[:, top : top + size, left : left + size] = 0
    with torch.no_grad():
        before = model(image[None]).softmax(dim=1)[0, label]
        after = model(covered).softmax(dim=1)[:, label]
    return (before - after).reshape(len(tops), len(lefts))


def saliency(model: nn.Module, image: torch.Tensor, label: int) -> torch.Tensor:
    """Return how strongly each pixel moves the logit of a class, ``(H, W)``.

    That is the absolute gradient, the largest of the channels. Source: K. Simonyan, A. Vedaldi,
    A. Zisserman, "Deep Inside Convolutional Networks", 2013.

    >>> layer = nn.Linear(4, 1)
    >>> layer.weight.data = torch.tensor([[1.0, -3.0, 0.0, 2.0]])
    >>> saliency(nn.Sequential(nn.Flatten(), layer), torch.zeros(1, 2, 2), label=0)
    tensor([[1., 3.],
            [0., 2.]])
    """
    x = image[None].detach().clone().requires_grad_()
    with torch.enable_grad():
        (gradient,) = torch.autograd.grad(model(x)[0, label], x)
    return gradient[0].abs().amax(dim=0)


def grad_cam(model: nn.Module, layer: str, image: torch.Tensor, label: int) -> torch.Tensor:
    """Return where a layer sees what speaks for a class, ``(H, W)``, nowhere negative.

    ReLU(Σₖ αₖ Aᵏ): the layer's channels Aᵏ, each weighted with the mean αₖ of the gradient of the
    class's logit by that channel, then enlarged bilinearly to the image. Source: R. Selvaraju and
    others, "Grad-CAM", 2017. Raises ``ValueError`` for a name that is no layer.

    >>> net = nn.Sequential(nn.Identity(), nn.AvgPool2d(2), nn.Flatten())
    >>> grad_cam(net, "0", torch.tensor([[[8.0, 4.0], [0.0, -4.0]]]), label=0)
    tensor([[2., 1.],
            [0., 0.]])
    """
    x = image[None].detach().clone().requires_grad_()  # there are gradients in a frozen network too
    with kept(model, [layer]) as outputs, torch.enable_grad():
        score = model(x)[0, label]
    (gradient,) = torch.autograd.grad(score, outputs[layer])
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    heat = F.relu((weights * outputs[layer].detach()).sum(dim=1, keepdim=True))
    return F.interpolate(heat, size=image.shape[1:], mode="bilinear", align_corners=False)[0, 0]
