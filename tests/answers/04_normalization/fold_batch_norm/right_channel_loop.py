# kernel by kernel
import copy


def fold_batch_norm(conv, bn):
    """Return one convolution that does what conv and bn do in evaluation mode."""
    folded = copy.deepcopy(conv).requires_grad_(False)
    bias = []
    for c in range(conv.out_channels):
        scale = bn.weight[c].item() / (bn.running_var[c].item() + bn.eps) ** 0.5
        folded.weight[c] *= scale
        old = 0.0 if conv.bias is None else conv.bias[c].item()
        bias.append((old - bn.running_mean[c].item()) * scale + bn.bias[c].item())
    folded.bias = torch.nn.Parameter(torch.tensor(bias, dtype=conv.weight.dtype))
    return folded
