# the images that were given are changed
# named: is changed; work on a copy
def random_horizontal_flip(images, boxes, p, generator):
    """Return images, some of them mirrored left to right, and their boxes."""
    chosen = torch.rand(len(images), generator=generator) < p
    boxes = boxes.clone()
    width = images.shape[3]
    images[chosen] = images[chosen].flip(3)
    left, right = boxes[chosen, 0].clone(), boxes[chosen, 2].clone()
    boxes[chosen, 0] = width - right
    boxes[chosen, 2] = width - left
    return images, boxes
