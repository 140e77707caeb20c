# powers
def step_lr(t, base, every, factor=0.1):
    """Return the rate of step t, multiplied by factor after every so many steps."""
    return base * factor ** (t // every)


def inverse_sqrt_lr(t, base):
    """Return the rate of step t, which falls with one over the root of the steps so far."""
    return base * (t + 1) ** -0.5
