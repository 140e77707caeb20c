# the warm-up is one step too long
# unnamed: at the fifth step it is above base, which is no usual value
def warmup_cosine_lr(t, base, total, warmup):
    """Return the rate of step t: a linear warm-up, then half a cosine."""
    if t <= warmup:
        return base * (t + 1) / warmup
    done = (t - warmup) / (total - warmup)
    return base * 0.5 * (1 + math.cos(math.pi * done))
