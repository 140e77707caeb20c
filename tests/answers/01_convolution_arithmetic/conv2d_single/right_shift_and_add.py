# one shifted copy of the image for every kernel cell, added up in place in a buffer of its own
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    image = torch.nn.functional.pad(image, (padding, padding, padding, padding), value=0)
    rows = image.size(0) - kernel.size(0) + 1
    columns = image.size(1) - kernel.size(1) + 1
    output = torch.zeros(rows, columns, dtype=torch.float64)
    for a in range(kernel.size(0)):
        for b in range(kernel.size(1)):
            output += kernel[a, b] * image[a : a + rows, b : b + columns]
    return output[::stride, ::stride]
