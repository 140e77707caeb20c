# multiplied again and again
def step_lr(t, base, every, factor=0.1):
    rate = base
    for step in range(1, t + 1):
        if step % every == 0:
            rate *= factor
    return rate


def inverse_sqrt_lr(t, base):
    return base / (1 + t) ** (1 / 2)
