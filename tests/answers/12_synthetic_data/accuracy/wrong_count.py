# the number of right ones
# named: this is the number of right ones
def accuracy(logits, labels):
    """Return the share of right predictions."""
    if len(labels) == 0:
        raise ValueError("there are no images")
    return (logits.argmax(1) == labels).sum().item()
