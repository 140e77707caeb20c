# calls nothing 0
# named: no ValueError is raised
def accuracy(logits, labels):
    """Return the share of right predictions."""
    if len(labels) == 0:
        return 0.0
    return (logits.argmax(1) == labels).float().mean().item()
