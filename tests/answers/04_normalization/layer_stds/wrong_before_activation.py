# measured too early
# named: before the activation
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    stds, signal = [], x
    for weight in weights:
        before = signal @ weight.T
        stds.append(before.std(correction=0).item())
        signal = activation(before)
    return stds
