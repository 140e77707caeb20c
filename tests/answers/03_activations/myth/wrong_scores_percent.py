# accuracies in per cent
# named: this is not between
scores = {n: [95.0 + seed for seed in range(6)] for n in ("ReLU", *OTHERS)}
gains = {n: 0.0 for n in OTHERS}
verdict = "myth"
