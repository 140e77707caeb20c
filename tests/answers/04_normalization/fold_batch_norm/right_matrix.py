# the scale as a diagonal matrix
import copy


def fold_batch_norm(conv, bn):
    """Return one convolution that does what conv and bn do in evaluation mode."""
    with torch.no_grad():
        diagonal = torch.diag(bn.weight * torch.rsqrt(bn.running_var + bn.eps))
        folded = copy.deepcopy(conv)
        folded.weight.copy_((diagonal @ conv.weight.flatten(1)).reshape(conv.weight.shape))
        shift = bn.bias - diagonal @ bn.running_mean
        if conv.bias is not None:
            shift = shift + diagonal @ conv.bias
        folded.bias = torch.nn.Parameter(shift)
    return folded
