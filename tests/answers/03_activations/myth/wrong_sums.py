# not divided by six
# named: these are sums
scores = {n: [accuracy(n, seed) for seed in range(6)] for n in ("ReLU", *OTHERS)}
gains = {n: sum(scores[n]) - sum(scores["ReLU"]) for n in OTHERS}
verdict = "myth"
