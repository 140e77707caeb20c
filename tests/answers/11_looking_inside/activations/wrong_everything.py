# hooks every layer
# named: every layer is kept
def activations(model, x, layers):
    kept, hooks = {}, []
    names = [name for name, _ in model.named_children()]
    if not set(layers) <= {name for name, _ in model.named_modules()}:
        raise ValueError("no such layer")

    def keep(name):
        return lambda layer, inputs, output: kept.update({name: output.detach().clone()})

    try:
        for name in names:
            hooks.append(model.get_submodule(name).register_forward_hook(keep(name)))
        with torch.no_grad():
            model(x)
    finally:
        for hook in hooks:
            hook.remove()
    return kept
