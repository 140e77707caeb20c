# < instead of ≤
# named: exactly alpha·size is correct too
def pck(predicted, truth, visible, size, alpha=0.2):
    """Return the share of visible keypoints that are near enough to the truth."""
    if not visible.any():
        raise ValueError("no keypoint is visible")
    distance = (predicted - truth).norm(dim=2)
    return (distance < alpha * size[:, None])[visible].double().mean().item()
