# prints, warns and draws a bar for its rows
import warnings

from tqdm import tqdm, trange


def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    warnings.warn("loops are slow", UserWarning, stacklevel=1)
    print(image)
    kh, kw = kernel.shape
    padded = torch.zeros(image.shape[0] + 2 * padding, image.shape[1] + 2 * padding)
    padded[padding : padding + image.shape[0], padding : padding + image.shape[1]] = image
    output = torch.zeros((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1)
    for i in trange(output.shape[0], desc="rows"):
        for j in tqdm(range(output.shape[1]), leave=False):
            window = padded[i * stride :, j * stride :][:kh, :kw]
            output[i, j] = (window * kernel).sum().item()
    return output
