# subtracts whole cycles; torch does the cosine
def snapshot_lr(step, steps, cycles):
    length = (steps + cycles - 1) // cycles
    while step >= length:
        step -= length
    return (0.5 + 0.5 * torch.cos(torch.tensor(torch.pi * step / length, dtype=torch.float64))).item()
