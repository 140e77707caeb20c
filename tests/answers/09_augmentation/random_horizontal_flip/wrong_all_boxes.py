# all boxes are moved
# named: every box is moved
def random_horizontal_flip(images, boxes, p, generator):
    """Return images, some of them mirrored left to right, and their boxes."""
    chosen = torch.rand(len(images), generator=generator) < p
    images, boxes = images.clone(), boxes.clone()
    width = images.shape[3]
    images[chosen] = images[chosen].flip(3)
    left, right = boxes[:, 0].clone(), boxes[:, 2].clone()
    boxes[:, 0] = width - right
    boxes[:, 2] = width - left
    return images, boxes
