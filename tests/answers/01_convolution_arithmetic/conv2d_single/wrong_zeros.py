# a buffer of the right size that is never filled
# named: all values are zero
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    out_height = (image.shape[0] + 2 * padding - kernel.shape[0]) // stride + 1
    out_width = (image.shape[1] + 2 * padding - kernel.shape[1]) // stride + 1
    output = torch.zeros(out_height, out_width)
    for i in range(out_height):
        for j in range(out_width):
            cell = (image[i : i + kernel.shape[0], j : j + kernel.shape[1]])
    return output
