# tensors, floor and rsqrt
def step_lr(t, base, every, factor=0.1):
    return torch.tensor(factor).double().pow(math.floor(t / every)) * base


def inverse_sqrt_lr(t, base):
    return base * torch.rsqrt(torch.tensor(t + 1.0, dtype=torch.float64))
