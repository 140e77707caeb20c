# divided by p
# named: divided by p, not by 1 − p
def stochastic_depth(x, p, mode, training, generator):
    """Return x with all of it, or some of its rows, dropped."""
    if mode not in ("batch", "row"):
        raise ValueError("mode must be 'batch' or 'row'")
    if not training:
        return x
    count = x.shape[0] if mode == "row" else 1
    kept = (torch.rand(count, generator=generator) >= p).to(x.dtype) / p
    return x * kept.view(-1, *[1] * (x.dim() - 1))
