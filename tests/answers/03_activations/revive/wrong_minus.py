# a negative slope is given a minus
# named: the slope has a minus
import copy


def revive(model, slope):
    model = copy.deepcopy(model)
    for i, layer in enumerate(model):
        if isinstance(layer, torch.nn.ReLU):
            model[i] = torch.nn.LeakyReLU(negative_slope=-slope)
    return model
