# divides by the number of classes
# named: 2 times too large
def accuracy(logits, labels):
    """Return the share of right predictions."""
    if len(labels) == 0:
        raise ValueError("there are no images")
    return (logits.argmax(1) == labels).sum().item() / logits.shape[1]
