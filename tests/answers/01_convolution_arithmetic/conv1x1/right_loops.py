# every pixel on its own, with a progress bar and a warning
import warnings

from tqdm import tqdm


def conv1x1(x, weight, bias=None):
    """Return the same linear map applied to the channels of every pixel."""
    warnings.warn("three loops", stacklevel=1)
    n, _, height, width = x.shape
    output = torch.empty(n, weight.shape[0], height, width)
    for image in tqdm(range(n)):
        for i in range(height):
            for j in range(width):
                output[image, :, i, j] = weight @ x[image, :, i, j]
                if bias is not None:
                    output[image, :, i, j] += bias
    return output
