# the model itself is changed
# named: the original is changed
def revive(model, slope):
    for i, layer in enumerate(model):
        if isinstance(layer, torch.nn.ReLU):
            model[i] = torch.nn.LeakyReLU(slope)
    return model
