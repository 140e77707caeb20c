# 1 + √t under the bar
# named: 1 + √t is not √(t + 1)
def step_lr(t, base, every, factor=0.1):
    """Return the rate of step t, multiplied by factor after every so many steps."""
    return base * factor ** (t // every)


def inverse_sqrt_lr(t, base):
    """Return the rate of step t, which falls with one over the root of the steps so far."""
    return base / (1 + math.sqrt(t))
