# the set of all pixels that are seen, with a print and a progress bar
from tqdm import tqdm


def receptive_field(layers):
    """Return how many input pixels across one output pixel sees."""
    pixels = {0}
    for kernel_size, stride, dilation in tqdm(list(reversed(layers))):
        pixels = {p * stride + dilation * a for p in pixels for a in range(kernel_size)}
        print(sorted(pixels))
    return max(pixels) - min(pixels) + 1
