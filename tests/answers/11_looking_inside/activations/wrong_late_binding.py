# the hooks share one variable
# named: hooks made in a loop all use its last name
def activations(model, x, layers):
    parts, kept, hooks = dict(model.named_modules()), {}, []
    if any(name not in parts for name in layers):
        raise ValueError("no such layer")
    try:
        for name in layers:
            hooks.append(parts[name].register_forward_hook(
                lambda layer, inputs, output: kept.update({name: output.detach().clone()})))
        with torch.no_grad():
            model(x)
    finally:
        for hook in hooks:
            hook.remove()
    return kept
