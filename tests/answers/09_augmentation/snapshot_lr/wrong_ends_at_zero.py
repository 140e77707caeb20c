# the last step has rate 0
# named: has the rate 0
import math


def snapshot_lr(step, steps, cycles):
    """Return the factor on the rate at a step of a cosine that starts again and again."""
    length = -(-steps // cycles)
    t = step % length
    return (1 + math.cos(math.pi * t / (length - 1))) / 2
