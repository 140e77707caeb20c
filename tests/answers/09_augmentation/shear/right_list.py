# lists and math
import math


def shear(images, degrees):
    matrices = [[[1.0, math.tan(math.radians(d))], [0.0, 1.0]] for d in degrees.tolist()]
    return augment.warp(images, torch.tensor(matrices))
