# cycles is taken for a length
# named: cycles is taken for
import math


def snapshot_lr(step, steps, cycles):
    """Return the factor on the rate at a step of a cosine that starts again and again."""
    length = cycles
    t = step % length
    return (1 + math.cos(math.pi * t / length)) / 2
