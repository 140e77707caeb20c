"""GoogLeNet, the first Inception network.

C. Szegedy, W. Liu, Y. Jia and others: "Going Deeper with Convolutions", 2014.
"""

from torch import nn

from labkit.models.from_torchvision import from_torchvision


def googlenet(num_classes: int = 1000, in_channels: int = 3, weights=None) -> nn.Module:
    """Return torchvision's GoogLeNet without the auxiliary classifiers: 6,624,904 parameters.

    Unlike the paper's it normalizes batches, and the branch that the paper draws with 5×5 kernels
    has 3×3 ones (a slip that came with the weights).
    """
    options = {} if weights is not None else {"aux_logits": False, "init_weights": False}
    return from_torchvision("googlenet", num_classes, in_channels, weights, **options)
