# the outputs of ReLU, which are 0 exactly where nothing was positive
import numpy as np


def dead_units(model, x):
    shares = []
    for layer in model:
        x = layer(x)
        if "ReLU" in str(layer):
            shares.append(np.mean(x.detach().numpy().sum(axis=0) == 0))
    return shares
