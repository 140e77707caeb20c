# the square of a cosine of half the angle
import numpy as np


def snapshot_lr(step, steps, cycles):
    T = int(np.ceil(steps / cycles))
    return float(np.cos(np.pi / 2 * np.mod(step, T) / T) ** 2)
