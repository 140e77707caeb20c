# the classes in the batch are counted
# named: the classes of the batch are counted
def mixup(images, labels, num_classes, lam, generator):
    """Return blends of images with others of the batch, and the blends of their labels."""
    p = torch.randperm(len(images), generator=generator)
    one_hot = torch.eye(int(labels.max()) + 1, dtype=images.dtype)[labels]
    mixed = lam * images + (1 - lam) * images[p]
    return mixed, lam * one_hot + (1 - lam) * one_hot[p]
