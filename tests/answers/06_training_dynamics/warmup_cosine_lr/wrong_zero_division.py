# divides by a warm-up of 0
# named: your code raised ZeroDivisionError
def warmup_cosine_lr(t, base, total, warmup):
    """Return the rate of step t: a linear warm-up, then half a cosine."""
    done = max(t - warmup, 0) / (total - warmup)
    return min(base * (t + 1) / warmup, base * 0.5 * (1 + math.cos(math.pi * done)))
