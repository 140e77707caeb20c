# the standard deviation decides
# named: √n
def judge(scores):
    gains, errors = {}, {}
    for name in scores:
        if name != "ReLU":
            pairs = [a - b for a, b in zip(scores[name], scores["ReLU"])]
            gains[name] = sum(pairs) / len(pairs)
            spread = sum((p - gains[name]) ** 2 for p in pairs) / (len(pairs) - 1)
            errors[name] = spread**0.5
    better = all(gains[name] > 2 * errors[name] for name in gains)
    return gains, errors, "fact" if better else "myth"
