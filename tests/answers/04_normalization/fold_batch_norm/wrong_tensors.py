# returns weight and bias
# named: must give a torch.nn.Module
def fold_batch_norm(conv, bn):
    """Return one convolution that does what conv and bn do in evaluation mode."""
    scale = (bn.weight / torch.sqrt(bn.running_var + bn.eps)).detach()
    bias = 0 if conv.bias is None else conv.bias.detach()
    weight = conv.weight.detach() * scale[:, None, None, None]
    bias = (bias - bn.running_mean) * scale + bn.bias.detach()
    return weight, bias
