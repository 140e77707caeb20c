# π is missing
# named: π is missing
def linear_lr(t, base, total):
    """Return the rate of step t, on a straight line from base to 0."""
    return base * max(total - t, 0) / total


def cosine_lr(t, base, total, final=0.0):
    """Return the rate of step t, on half a cosine from base to final."""
    if t >= total:
        return final
    falling = 0.5 + 0.5 * math.cos(t / total)
    return final * (1 - falling) + base * falling
