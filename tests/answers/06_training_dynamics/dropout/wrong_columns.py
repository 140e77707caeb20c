# whole columns are dropped
# named: columns are dropped
def dropout(x, p, training, generator):
    """Return x with a share of about p of its numbers set to 0, the others scaled up."""
    if training:
        mask = (torch.rand(x.shape[-1], generator=generator) > p).to(x.dtype)
        return x * mask / (1 - p)
    return x
