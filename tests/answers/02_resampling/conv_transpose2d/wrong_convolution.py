# it gathers instead of stamping
# named: this is the convolution, not its transpose
def conv_transpose2d(x, weight, stride=1, padding=0):
    kernels = weight.transpose(0, 1)
    padded = F.pad(x, (padding,) * 4)
    windows = padded.unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    return torch.einsum("nchwkl,ockl->nohw", windows, kernels)
