# tensors, and the loop over seeds outside
scores = {name: torch.zeros(6, dtype=torch.float64) for name in (*OTHERS, "ReLU")}
for seed in range(6):
    for name in scores:
        scores[name][seed] = accuracy(name, seed)
gains = {name: (scores[name] - scores["ReLU"]).mean() for name in OTHERS}
spread = {name: (scores[name] - scores["ReLU"]).std() / 6**0.5 for name in OTHERS}
verdict = "myth"
for _ in [1]:
    if all(gains[name] > 2 * spread[name] for name in OTHERS):
        verdict = "fact"
