# the input counts as a layer
# named: the input's own is in the list too
def layer_stds(x, weights, activation):
    """Return the standard deviation of the signal after each layer."""
    stds, signal = [x.std(correction=0).item()], x
    for weight in weights:
        signal = activation(signal @ weight.T)
        stds.append(signal.std(correction=0).item())
    return stds
