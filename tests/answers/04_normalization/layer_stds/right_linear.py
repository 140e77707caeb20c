# F.linear and the definition
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    out = []
    for w in weights:
        x = activation(F.linear(x, w))
        out.append(float(((x - x.mean()) ** 2).mean() ** 0.5))
    return out
