# every layer starts again from x
# named: every layer gets x
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    stds, signal = [], x
    for weight in weights:
        signal = activation(x @ weight.T)
        stds.append(signal.std(correction=0).item())
    return stds
