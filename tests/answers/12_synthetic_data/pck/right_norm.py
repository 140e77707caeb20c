# the norm of the difference
def pck(predicted, truth, visible, size, alpha=0.2):
    """Return the share of visible keypoints that are near enough to the truth."""
    if not visible.any():
        raise ValueError("no keypoint is visible")
    distance = torch.linalg.vector_norm(predicted - truth, dim=-1)
    near = distance <= alpha * size.unsqueeze(1)
    return (near & visible).sum().item() / visible.sum().item()
