# any mode is taken
# named: no ValueError is raised
def stochastic_depth(x, p, mode, training, generator):
    """Return x with all of it, or some of its rows, dropped."""
    if not training:
        return x
    count = x.shape[0] if mode == "row" else 1
    kept = (torch.rand(count, generator=generator) >= p).to(x.dtype) / (1 - p)
    return x * kept.view(-1, *[1] * (x.dim() - 1))
