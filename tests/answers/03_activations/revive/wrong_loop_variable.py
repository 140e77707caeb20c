# the name is assigned, not the layer
# named: the ReLUs are still there
import copy


def revive(model, slope):
    model = copy.deepcopy(model)
    for layer in model:
        if isinstance(layer, torch.nn.ReLU):
            layer = torch.nn.LeakyReLU(slope)
    return model
