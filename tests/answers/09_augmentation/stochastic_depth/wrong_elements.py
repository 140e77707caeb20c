# single numbers are dropped, as by dropout
# named: single numbers are dropped
def stochastic_depth(x, p, mode, training, generator):
    """Return x with all of it, or some of its rows, dropped."""
    if mode not in ("batch", "row"):
        raise ValueError("mode must be 'batch' or 'row'")
    if not training:
        return x
    count = x.shape[0] if mode == "row" else 1
    kept = (torch.rand(x.shape, generator=generator) >= p).to(x.dtype) / (1 - p)
    return x * kept
