# ReLUs are left out
# named: the ReLUs are gone
import copy


def revive(model, slope):
    kept = [copy.deepcopy(layer) for layer in model if not isinstance(layer, torch.nn.ReLU)]
    return torch.nn.Sequential(*kept)
