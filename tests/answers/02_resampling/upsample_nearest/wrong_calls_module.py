# the layer of torch.nn does the work
# named: calls PyTorch's own upsample
def upsample_nearest(x, scale):
    return torch.nn.UpsamplingNearest2d(scale_factor=scale)(x)
