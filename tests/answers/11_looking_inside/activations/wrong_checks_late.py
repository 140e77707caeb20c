# finds the wrong name when hooks are already there
# named: a hook is left after a name that is no layer
def activations(model, x, layers):
    parts, kept, hooks = dict(model.named_modules()), {}, []
    for name in layers:
        if name not in parts:
            raise ValueError(name)

        def hook(layer, inputs, output, name=name):
            kept[name] = output.detach().clone()

        hooks.append(parts[name].register_forward_hook(hook))
    try:
        with torch.no_grad():
            model(x)
    finally:
        for hook in hooks:
            hook.remove()
    return kept
