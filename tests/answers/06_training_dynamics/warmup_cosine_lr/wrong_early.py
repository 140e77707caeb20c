# the cosine starts one step early
# named: the cosine starts one step early
def warmup_cosine_lr(t, base, total, warmup):
    """Return the rate of step t: a linear warm-up, then half a cosine."""
    if t < warmup:
        return base * (t + 1) / warmup
    done = (t - warmup + 1) / (total - warmup + 1)
    return base * 0.5 * (1 + math.cos(math.pi * done))
