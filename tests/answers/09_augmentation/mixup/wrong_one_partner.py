# one partner for all
# named: all images have the same partner
def mixup(images, labels, num_classes, lam, generator):
    """Return blends of images with others of the batch, and the blends of their labels."""
    p = torch.randint(len(images), (1,), generator=generator).expand(len(images))
    one_hot = torch.eye(num_classes, dtype=images.dtype)[labels]
    mixed = lam * images + (1 - lam) * images[p]
    return mixed, lam * one_hot + (1 - lam) * one_hot[p]
