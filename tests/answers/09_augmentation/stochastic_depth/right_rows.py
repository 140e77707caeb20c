# row by row
def stochastic_depth(x, p, mode, training, generator):
    def draw():
        return 0.0 if torch.rand(1, generator=generator).item() < p else 1 / (1 - p)

    if mode == "batch":
        return x * draw() if training else x
    elif mode == "row":
        return torch.stack([row * draw() for row in x]) if training else x
    raise ValueError(mode)
