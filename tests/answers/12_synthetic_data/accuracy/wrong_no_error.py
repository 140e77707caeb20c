# divides by nothing
# named: no ValueError is raised
def accuracy(logits, labels):
    """Return the share of right predictions."""
    return (logits.argmax(1) == labels).float().mean().item()
