# tensors in float32, and a copy of the dict without ReLU
def judge(scores):
    others = dict(scores)
    relu = torch.tensor(others.pop("ReLU"))
    pairs = {n: torch.tensor(row) - relu for n, row in others.items()}
    gains = {n: p.mean() for n, p in pairs.items()}
    errors = {n: p.std() / len(p) ** 0.5 for n, p in pairs.items()}
    worst = min(gains[n] - 2 * errors[n] for n in pairs)
    return [gains, errors, "fact" if worst > 0 else "myth"]
