# Python's own statistics
import statistics


def judge(scores):
    others = [name for name in scores if name != "ReLU"]
    pairs = {n: [a - b for a, b in zip(scores[n], scores["ReLU"])] for n in others}
    gains = {n: statistics.mean(pairs[n]) for n in others}
    errors = {n: statistics.stdev(pairs[n]) / len(pairs[n]) ** 0.5 for n in others}
    verdict = "fact"
    for n in others:
        if gains[n] <= 2 * errors[n]:
            verdict = "myth"
    return gains, errors, verdict
