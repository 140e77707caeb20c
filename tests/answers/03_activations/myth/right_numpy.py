# a table in numpy
import numpy as np

table = np.array([[accuracy(n, seed) for seed in range(6)] for n in ("ReLU",) + OTHERS])
pairs = table[1:] - table[0]
scores = dict(zip(("ReLU",) + OTHERS, table))
gains = dict(zip(OTHERS, pairs.mean(axis=1)))
errors = pairs.std(axis=1, ddof=1) / np.sqrt(6)
verdict = ("Myth", "Fact")[int((pairs.mean(axis=1) > 2 * errors).all())]
