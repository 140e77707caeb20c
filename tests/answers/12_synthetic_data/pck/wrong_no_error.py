# nan for nothing
# named: no ValueError is raised
def pck(predicted, truth, visible, size, alpha=0.2):
    """Return the share of visible keypoints that are near enough to the truth."""
    distance = (predicted - truth).norm(dim=2)
    return (distance <= alpha * size[:, None])[visible].double().mean().item()
