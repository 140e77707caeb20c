# no autograd: the gradient of a layer is an outer product
def gradient_norms(model, x, y):
    with torch.enable_grad():
        outputs, inputs = [], []
        for layer in model:
            if isinstance(layer, torch.nn.Linear):
                inputs.append(x.detach())
                x = layer(x)
                x.retain_grad()
                outputs.append(x)
            else:
                x = layer(x)
        F.nll_loss(F.log_softmax(x, dim=-1), y).backward()
    return [(o.grad.T @ i).norm().item() for o, i in zip(outputs, inputs)]
