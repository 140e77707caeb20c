# warm-up and cosine multiplied
# named: the warm-up scales the cosine
def warmup_cosine_lr(t, base, total, warmup):
    """Return the rate of step t: a linear warm-up, then half a cosine."""
    if t < warmup:
        return base * (t + 1) / warmup * 0.5 * (1 + math.cos(math.pi * t / total))
    done = t / total
    return base * 0.5 * (1 + math.cos(math.pi * done))
