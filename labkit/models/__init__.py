"""Networks by name, from LeNet to EfficientNet, and small ones for 32×32 images on a CPU.

Each family has a file that names its paper; where torchvision has a network, this is torchvision's.
"""

from labkit.models.registry import build, names

__all__ = ["build", "names"]
