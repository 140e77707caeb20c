# the mode is only looked at in training
# unnamed: only the hidden test asks in evaluation
def stochastic_depth(x, p, mode, training, generator):
    """Return x with all of it, or some of its rows, dropped."""
    if not training:
        return x
    if mode not in ("batch", "row"):
        raise ValueError("mode must be 'batch' or 'row'")
    count = x.shape[0] if mode == "row" else 1
    kept = (torch.rand(count, generator=generator) >= p).to(x.dtype) / (1 - p)
    return x * kept.view(-1, *[1] * (x.dim() - 1))
