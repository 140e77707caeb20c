# stops at the first
# named: only the first is replaced
import copy


def revive(model, slope):
    model = copy.deepcopy(model)
    for i, layer in enumerate(model):
        if isinstance(layer, torch.nn.ReLU):
            model[i] = torch.nn.LeakyReLU(slope)
            return model
    return model
