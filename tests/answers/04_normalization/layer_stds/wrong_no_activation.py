# the activation is forgotten
# named: the activation is never applied
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    stds, signal = [], x
    for weight in weights:
        signal = signal @ weight.T
        stds.append(signal.std(correction=0).item())
    return stds
