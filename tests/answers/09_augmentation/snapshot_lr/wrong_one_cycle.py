# only one cosine
# named: there is only one cycle
import math


def snapshot_lr(step, steps, cycles):
    """Return the factor on the rate at a step of a cosine that starts again and again."""
    length = steps
    t = step % length
    return (1 + math.cos(math.pi * t / length)) / 2
