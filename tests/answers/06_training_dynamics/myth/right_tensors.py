# tensors, the infinity norm, the verdict with a capital
from torch.optim import SGD, Adam, AdamW

lam = 0.5
sgd_gap = (descend(SGD, penalty=lam / 2) - descend(SGD, weight_decay=lam)).norm(p=math.inf)
adam_gap = (descend(Adam, penalty=lam / 2) - descend(AdamW, weight_decay=lam)).norm(p=math.inf)
verdict = ["Myth", "Fact"][int(bool(sgd_gap < 1e-6) and bool(adam_gap < 1e-6))]
