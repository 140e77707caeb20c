# the append stands outside of the loop
# named: only the last layer
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    stds, signal = [], x
    for weight in weights:
        signal = activation(signal @ weight.T)
    stds.append(signal.std(correction=0).item())
    return stds
