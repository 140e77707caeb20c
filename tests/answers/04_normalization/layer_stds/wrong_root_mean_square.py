# the mean is not subtracted
# named: the mean is not subtracted
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    stds, signal = [], x
    for weight in weights:
        signal = activation(signal @ weight.T)
        stds.append(signal.square().mean().sqrt().item())
    return stds
