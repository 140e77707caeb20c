# counts one by one
def accuracy(logits, labels):
    """Return the share of right predictions."""
    if len(labels) == 0:
        raise ValueError("there are no images")
    right = 0
    for row, label in zip(logits.tolist(), labels.tolist(), strict=True):
        right += row.index(max(row)) == label
    return right / len(labels)
