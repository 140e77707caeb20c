# the largest logit of a class
# unnamed: gives some other share
def accuracy(logits, labels):
    """Return the share of right predictions."""
    if len(labels) == 0:
        raise ValueError("there are no images")
    best = logits.argmax(0)
    return sum(int(b == label) for b, label in zip(best, labels, strict=False)) / len(labels)
