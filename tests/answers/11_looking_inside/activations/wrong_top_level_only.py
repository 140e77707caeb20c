# runs the top-level parts one by one
# named: your code raised ValueError
def activations(model, x, layers):
    names = [name for name, _ in model.named_children()]
    for name in layers:
        if name not in names:
            raise ValueError(name)
    kept = {}
    with torch.no_grad():
        for name, part in model.named_children():
            x = part(x)
            if name in layers:
                kept[name] = x.clone()
    return kept
