# the rates of all steps, and one of them
def warmup_cosine_lr(t, base, total, warmup):
    rising = [base * stair / warmup for stair in range(1, warmup + 1)]
    left = total - warmup
    falling = [base * math.cos(math.pi * i / left / 2) ** 2 for i in range(left)]
    return (rising + falling)[t]
