# the first layer, then the rest
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    if not weights:
        return []
    signal = activation((weights[0] @ x.T).T)
    return [signal.std(correction=0).item(), *layer_stds(signal, weights[1:], activation)]
