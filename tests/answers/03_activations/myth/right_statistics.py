# Python's own statistics
import statistics

scores = {}
for name in ["ReLU", "LeakyReLU", "ELU", "GELU", "SiLU"]:
    scores[name] = []
    for seed in range(6):
        scores[name].append(accuracy(name, seed))
gains, better = {}, 0
for name in OTHERS:
    differences = [a - b for a, b in zip(scores[name], scores["ReLU"])]
    gains[name] = statistics.mean(differences)
    better += gains[name] > 2 * statistics.stdev(differences) / 6**0.5
verdict = "fact" if better == 4 else "myth"
