# images and labels have different partners
# unnamed: the labels of other partners fit no usual value
def mixup(images, labels, num_classes, lam, generator):
    """Return blends of images with others of the batch, and the blends of their labels."""
    p = torch.randperm(len(images), generator=generator)
    one_hot = torch.eye(num_classes, dtype=images.dtype)[labels]
    mixed = lam * images + (1 - lam) * images[p]
    return mixed, lam * one_hot + (1 - lam) * one_hot[torch.randperm(len(images), generator=generator)]
