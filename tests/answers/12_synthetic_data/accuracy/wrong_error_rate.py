# the share of wrong ones
# named: this is the error rate
def accuracy(logits, labels):
    """Return the share of right predictions."""
    if len(labels) == 0:
        raise ValueError("there are no images")
    return (logits.argmax(1) != labels).float().mean().item()
