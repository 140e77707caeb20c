# the shift is what both make of zeros, the scale what bn makes of one
import copy


def fold_batch_norm(conv, bn):
    """Return one convolution that does what conv and bn do in evaluation mode."""
    norm = copy.deepcopy(bn).eval()
    kind = {"dtype": conv.weight.dtype}
    with torch.no_grad():
        zero, one = (norm(torch.full((1, conv.out_channels, 1, 1), v, **kind)) for v in (0.0, 1.0))
        old = torch.zeros(conv.out_channels, **kind) if conv.bias is None else conv.bias
        answer = copy.deepcopy(conv)
        answer.weight.mul_((one - zero).reshape(-1, 1, 1, 1))
        answer.bias = torch.nn.Parameter(norm(old[None, :, None, None]).flatten())
    return answer
