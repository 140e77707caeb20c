# PyTorch's own dropout
# named: PyTorch's own dropout
def dropout(x, p, training, generator):
    """Return x with a share of about p of its numbers set to 0, the others scaled up."""
    if training:
        return F.dropout(x, p)
    return x
