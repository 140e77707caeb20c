# hides a square instead
# unnamed: random zeros fit no usual value
def mixup(images, labels, num_classes, lam, generator):
    """Return blends of images with others of the batch, and the blends of their labels."""
    p = torch.randperm(len(images), generator=generator)
    one_hot = torch.eye(num_classes, dtype=images.dtype)[labels]
    mixed = images * (torch.rand(images.shape, generator=generator) < lam)
    return mixed, lam * one_hot + (1 - lam) * one_hot[p]
