# removes the hooks only if all went well
# named: hooks are left after an error of the network
def activations(model, x, layers):
    parts, kept, hooks = dict(model.named_modules()), {}, []

    def keep(name):
        def hook(layer, inputs, output):
            kept[name] = output.detach().clone()

        return hook

    for name in layers:
        if name not in parts:
            raise ValueError(f"there is no layer {name!r}")
    for name in layers:
        hooks.append(parts[name].register_forward_hook(keep(name)))
    with torch.no_grad():
        model(x)
    for hook in hooks:
        hook.remove()
    return kept
