# new layers of the same sizes, with new weights
# unnamed: the numbers are random; the message shows the first difference
def revive(model, slope):
    layers = []
    for layer in model:
        if isinstance(layer, torch.nn.Linear):
            layers.append(torch.nn.Linear(layer.in_features, layer.out_features))
        else:
            layers.append(torch.nn.LeakyReLU(slope))
    return torch.nn.Sequential(*layers)
