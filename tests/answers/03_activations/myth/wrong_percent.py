# per cent
# named: these are percentages
scores = {n: [accuracy(n, seed) for seed in range(6)] for n in ("ReLU", *OTHERS)}
mean = {n: sum(row) / 6 for n, row in scores.items()}
gains = {n: 100 * (mean[n] - mean["ReLU"]) for n in OTHERS}
verdict = "myth"
