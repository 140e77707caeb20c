# a matrix for each angle, with math
import math


def rotate(images, degrees):
    matrices = []
    for angle in degrees.tolist():
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        matrices.append([[c, -s], [s, c]])
    return augment.warp(images, torch.tensor(matrices))
