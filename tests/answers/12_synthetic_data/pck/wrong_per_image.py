# a mean for each image
# named: a mean is taken for each image
def pck(predicted, truth, visible, size, alpha=0.2):
    """Return the share of visible keypoints that are near enough to the truth."""
    if not visible.any():
        raise ValueError("no keypoint is visible")
    distance = (predicted - truth).norm(dim=2)
    near = (distance <= alpha * size[:, None]) & visible
    shares = near.sum(1) / visible.sum(1).clamp(min=1)
    return shares.double().mean().item()
