# hooks before each ReLU, taken away afterwards
def dead_units(model, x):
    found, hooks = [], []
    for part in model.modules():
        if isinstance(part, torch.nn.ReLU):
            hooks.append(part.register_forward_pre_hook(lambda m, args: found.append(args[0])))
    with torch.no_grad():
        model(x)
    for hook in hooks:
        hook.remove()
    return [float(torch.mean((~(h > 0).any(0)).float())) for h in found]
