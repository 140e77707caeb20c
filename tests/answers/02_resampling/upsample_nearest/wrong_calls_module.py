# the layer of torch.nn does the work
# named: PyTorch's own upsample does the work
def upsample_nearest(x, scale):
    return torch.nn.UpsamplingNearest2d(scale_factor=scale)(x)
