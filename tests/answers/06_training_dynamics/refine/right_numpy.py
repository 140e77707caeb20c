# numpy: argsort and masks
import numpy as np


def refine(trials, keep=3):
    table = np.array(trials)
    order = np.argsort(-table[:, 1])
    kept = table[order[:keep], 0]
    best = table[order[0], 0]
    low = kept.min() / (10 if best == table[:, 0].min() else 1)
    high = kept.max() * (10 if best == table[:, 0].max() else 1)
    return [low, high]
