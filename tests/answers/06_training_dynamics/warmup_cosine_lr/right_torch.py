# PyTorch's schedulers, one after another
def warmup_cosine_lr(t, base, total, warmup):
    sgd = torch.optim.SGD([torch.zeros(1)], lr=base)
    cosine = torch.optim.lr_scheduler.LambdaLR(
        sgd, lambda s: (s + 1) / warmup if s < warmup
        else (1 + math.cos(math.pi * (s - warmup) / (total - warmup))) / 2)
    for _ in range(t):
        sgd.step()
        cosine.step()
    return sgd.param_groups[0]["lr"]
