# x and y one by one
# named: Euclidean
def pck(predicted, truth, visible, size, alpha=0.2):
    """Return the share of visible keypoints that are near enough to the truth."""
    if not visible.any():
        raise ValueError("no keypoint is visible")
    near = (predicted - truth).abs() <= alpha * size[:, None, None]
    return near[visible].double().mean().item()
