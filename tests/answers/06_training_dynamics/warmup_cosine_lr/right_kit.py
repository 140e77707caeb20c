# the kit's own schedule
def warmup_cosine_lr(t, base, total, warmup):
    return base * train.cosine(t, total, warmup=(warmup + 0.1) / total)
