# one number for each unit
# named: one number for each unit
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    stds, signal = [], x
    for weight in weights:
        signal = activation(signal @ weight.T)
        stds.append(signal.std(dim=0, correction=0))
    return stds
