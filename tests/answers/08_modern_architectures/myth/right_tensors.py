# tensors, statistics and a ternary
import statistics

extra = [float(a) - float(b) for a, b in zip(TRAINING["plain 32"], TRAINING["plain 8"])]
gaps = dict(zip(("plain 32", "residual 32"), (
    torch.tensor(TEST[k], dtype=torch.float64).sub(torch.tensor(TRAINING[k], dtype=torch.float64)).mean()
    for k in ("plain 32", "residual 32"))))
verdict = ("myth", "fact")[bool(statistics.mean(extra) < 0 and gaps["plain 32"] > gaps["residual 32"])]
