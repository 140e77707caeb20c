# kernel by kernel
def first_layer_filters(model):
    convolutions = [m for m in model.modules() if isinstance(m, nn.Conv2d)]
    if not convolutions:
        raise ValueError("no convolution")
    out = []
    for kernel in convolutions[0].weight.data:
        out.append((kernel - kernel.min()) / (kernel.max() - kernel.min()))
    return torch.stack(out)
