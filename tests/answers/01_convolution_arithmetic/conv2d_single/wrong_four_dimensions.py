# batch and channel stay in the result
# named: 4 dimensions instead of 2
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    columns = F.unfold(
        image[None, None].float(), tuple(kernel.shape), padding=padding, stride=stride
    )
    height = (image.shape[0] + 2 * padding - kernel.shape[0]) // stride + 1
    return (kernel.float().reshape(1, -1) @ columns).reshape(1, 1, height, -1)
