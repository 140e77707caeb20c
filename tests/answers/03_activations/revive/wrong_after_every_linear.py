# an activation after the last layer, too
# named: an activation stands after the last layer
import copy


def revive(model, slope):
    layers = []
    for layer in model:
        if isinstance(layer, torch.nn.Linear):
            layers += [copy.deepcopy(layer), torch.nn.LeakyReLU(slope)]
    return torch.nn.Sequential(*layers)
