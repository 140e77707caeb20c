# a list of layers
import copy


def revive(model, slope):
    layers = []
    for layer in model:
        if isinstance(layer, torch.nn.ReLU):
            layers.append(torch.nn.LeakyReLU(negative_slope=slope))
        else:
            layers.append(copy.deepcopy(layer))
    return torch.nn.Sequential(*layers)
