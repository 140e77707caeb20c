# a deep copy whose children are set by name
from copy import deepcopy


def revive(model, slope):
    clone = deepcopy(model)
    for name, part in list(clone.named_children()):
        if type(part) is torch.nn.ReLU:
            setattr(clone, name, torch.nn.LeakyReLU(slope))
    return clone
