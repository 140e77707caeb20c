# the convolution theorem, with the kernel flipped by the complex conjugate
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    padded = F.pad(image.double(), (padding,) * 4)
    size = tuple(padded.shape)
    product = torch.fft.rfft2(padded) * torch.fft.rfft2(kernel.double(), s=size).conj()
    full = torch.fft.irfft2(product, s=size)
    valid = full[: size[0] - kernel.shape[0] + 1, : size[1] - kernel.shape[1] + 1]
    return valid[::stride, ::stride]
