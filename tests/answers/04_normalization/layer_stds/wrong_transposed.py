# x @ weight
# named: your code raised RuntimeError
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    stds, signal = [], x
    for weight in weights:
        signal = activation(signal @ weight)
        stds.append(signal.std(correction=0).item())
    return stds
