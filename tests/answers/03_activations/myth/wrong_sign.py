# ReLU minus the other
# named: ReLU minus the other
scores = {n: [accuracy(n, seed) for seed in range(6)] for n in ("ReLU", *OTHERS)}
mean = {n: sum(row) / 6 for n, row in scores.items()}
gains = {n: mean["ReLU"] - mean[n] for n in OTHERS}
verdict = "myth"
