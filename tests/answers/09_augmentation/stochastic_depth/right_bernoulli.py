# bernoulli and indexing
def stochastic_depth(x, p, mode, training, generator):
    counts = {"row": len(x), "batch": 1}
    if mode not in counts:
        raise ValueError(f"unknown mode {mode}")
    if training:
        survive = torch.bernoulli(torch.full((counts[mode],), 1 - p), generator=generator).bool()
        x = x / (1 - p)
        x[~survive.expand(len(x))] = 0
    return x
