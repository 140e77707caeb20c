# right if the logit is positive
# unnamed: gives some other share
def accuracy(logits, labels):
    """Return the share of right predictions."""
    if len(labels) == 0:
        raise ValueError("there are no images")
    chosen = logits[torch.arange(len(labels)), labels]
    return (chosen > 0).float().mean().item()
