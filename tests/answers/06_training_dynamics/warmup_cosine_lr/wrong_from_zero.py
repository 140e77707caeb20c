# the first step has a rate of 0
# named: the first step is wasted
def warmup_cosine_lr(t, base, total, warmup):
    """Return the rate of step t: a linear warm-up, then half a cosine."""
    if t < warmup:
        return base * t / warmup
    done = (t - warmup) / (total - warmup)
    return base * 0.5 * (1 + math.cos(math.pi * done))
