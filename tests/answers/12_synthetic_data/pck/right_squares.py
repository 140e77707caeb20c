# compares squares
def pck(predicted, truth, visible, size, alpha=0.2):
    """Return the share of visible keypoints that are near enough to the truth."""
    if not visible.any():
        raise ValueError("no keypoint is visible")
    squares = ((predicted - truth) ** 2).sum(2)
    near = squares <= ((alpha * size) ** 2)[:, None]
    return near[visible].float().mean().item()
