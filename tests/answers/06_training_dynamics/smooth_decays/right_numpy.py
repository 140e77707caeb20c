# numpy: interp and clip
import numpy as np


def linear_lr(t, base, total):
    return np.interp(t, [0, total], [base, 0.0])


def cosine_lr(t, base, total, final=0.0):
    share = np.clip(t / total, 0, 1)
    return (base + final) / 2 + (base - final) / 2 * np.cos(np.pi * share)
