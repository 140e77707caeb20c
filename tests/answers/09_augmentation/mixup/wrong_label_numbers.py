# label numbers are blended
# named: the labels are numbers
def mixup(images, labels, num_classes, lam, generator):
    """Return blends of images with others of the batch, and the blends of their labels."""
    p = torch.randperm(len(images), generator=generator)
    one_hot = labels.to(images.dtype)
    mixed = lam * images + (1 - lam) * images[p]
    return mixed, lam * one_hot + (1 - lam) * one_hot[p]
