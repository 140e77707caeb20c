# no root
# named: these are variances
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    stds, signal = [], x
    for weight in weights:
        signal = activation(signal @ weight.T)
        stds.append(signal.var(correction=0).item())
    return stds
