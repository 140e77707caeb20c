# adds up kernel by kernel, with a progress bar
from tqdm import tqdm


def conv_macs(in_channels, out_channels, kernel_size, out_height, out_width, groups=1):
    """Return the multiply-adds of a convolution for one image."""
    total = 0
    for _ in tqdm(range(out_channels)):
        total += (in_channels // groups) * kernel_size**2 * out_height * out_width
    return total
