# scaled in evaluation instead of in training
# named: in evaluation nothing is scaled
def dropout(x, p, training, generator):
    """Return x with a share of about p of its numbers set to 0."""
    if training:
        return x * (torch.rand(x.shape, generator=generator) >= p)
    return x * (1 - p)
