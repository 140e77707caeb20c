# the border is mirrored instead of filled with zeros
# unnamed: the differing border is two wide, so it is not recognised as one
import numpy as np


def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = torch.from_numpy(np.pad(image.numpy(), padding, mode="reflect"))
    return (padded.unfold(0, kernel.shape[0], stride).unfold(1, kernel.shape[1], stride)
            * kernel).sum((2, 3))
