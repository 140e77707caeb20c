# a new layer with the same settings, filled in place
def fold_batch_norm(conv, bn):
    """Return one convolution that does what conv and bn do in evaluation mode."""
    folded = torch.nn.Conv2d(conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride,
                             conv.padding, conv.dilation, conv.groups, bias=True,
                             dtype=conv.weight.dtype)
    with torch.no_grad():
        s = bn.weight / (bn.running_var + bn.eps).sqrt()
        folded.weight.copy_(conv.weight * s.reshape(-1, 1, 1, 1))
        b = torch.zeros_like(s) if conv.bias is None else conv.bias
        folded.bias.copy_(s * (b - bn.running_mean) + bn.bias)
    return folded
