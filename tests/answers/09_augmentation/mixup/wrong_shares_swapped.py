# λ is the share of the partner
# named: not of its partner
def mixup(images, labels, num_classes, lam, generator):
    """Return blends of images with others of the batch, and the blends of their labels."""
    p = torch.randperm(len(images), generator=generator)
    one_hot = torch.eye(num_classes, dtype=images.dtype)[labels]
    mixed = (1 - lam) * images + lam * images[p]
    return mixed, (1 - lam) * one_hot + lam * one_hot[p]
