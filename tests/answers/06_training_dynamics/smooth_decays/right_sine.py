# the half angle: a squared cosine
def linear_lr(t, base, total):
    return 0.0 if t > total else base - base * t / total


def cosine_lr(t, base, total, final=0.0):
    angle = min(t, total) / total * math.pi / 2
    return final + (base - final) * math.cos(angle) ** 2
