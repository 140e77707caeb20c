# a table in numpy
import numpy as np


def judge(scores):
    names = sorted(set(scores) - {"ReLU"})
    pairs = np.array([scores[n] for n in names]) - np.array(scores["ReLU"])
    means = pairs.mean(axis=1)
    errors = pairs.std(axis=1, ddof=1) / np.sqrt(pairs.shape[1])
    verdict = ("myth", "fact")[int((means > 2 * errors).all())]
    return dict(zip(names, means)), dict(zip(names, errors)), verdict
