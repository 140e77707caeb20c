# p is the share that is kept
# named: p is the share that is kept
def dropout(x, p, training, generator):
    """Return x with a share of about p of its numbers set to 0, the others scaled up."""
    if training:
        mask = (torch.rand(x.shape, generator=generator) < p).to(x.dtype)
        return x * mask / (1 - p)
    return x
