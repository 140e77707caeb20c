# a sine
# named: a sine is taken
import math


def snapshot_lr(step, steps, cycles):
    """Return the factor on the rate at a step of a cosine that starts again and again."""
    length = -(-steps // cycles)
    t = step % length
    return (1 + math.sin(math.pi * t / length)) / 2
