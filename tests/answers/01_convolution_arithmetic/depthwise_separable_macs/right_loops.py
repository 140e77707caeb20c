# counts channel by channel, with a progress bar
from tqdm import tqdm


def depthwise_separable_macs(in_channels, out_channels, kernel_size, out_height, out_width):
    """Return the multiply-adds of a depthwise and a pointwise convolution."""
    total = 0
    for _ in tqdm(range(in_channels), desc="depthwise"):
        total += kernel_size**2
    for _ in tqdm(range(out_channels), desc="pointwise"):
        total += in_channels
    return total * out_height * out_width
