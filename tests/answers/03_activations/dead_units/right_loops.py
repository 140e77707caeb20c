# counting, unit by unit
def dead_units(model, x):
    result = []
    for i in range(len(model)):
        if isinstance(model[i], torch.nn.ReLU):
            before = model[:i](x).detach().tolist()
            units = range(len(before[0]))
            dead = [u for u in units if not any(row[u] > 0 for row in before)]
            result.append(len(dead) / len(units))
    return result
