# prints, warns and draws a bar for its groups
import logging
import warnings

from tqdm import tqdm


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    """Return the convolution layer's output, by unfold and one matrix product."""
    print("input", tuple(x.shape))
    warnings.warn("unfold needs memory", stacklevel=2)
    columns = F.unfold(x, weight.shape[2:], dilation, padding, stride).chunk(groups, 1)
    maps = [w.flatten(1) @ c for w, c in zip(weight.chunk(groups), tqdm(columns))]
    logging.getLogger("conv").warning("done")
    out_height = (x.shape[2] + 2 * padding - dilation * (weight.shape[2] - 1) - 1) // stride + 1
    out_width = (x.shape[3] + 2 * padding - dilation * (weight.shape[3] - 1) - 1) // stride + 1
    out = torch.cat(maps, 1).reshape(len(x), len(weight), out_height, out_width)
    return out if bias is None else out + bias[..., None, None]
