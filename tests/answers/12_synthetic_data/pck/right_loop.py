# point by point
def pck(predicted, truth, visible, size, alpha=0.2):
    """Return the share of visible keypoints that are near enough to the truth."""
    if not visible.any():
        raise ValueError("no keypoint is visible")
    import math

    right = total = 0
    for i in range(len(truth)):
        for j in range(truth.shape[1]):
            if visible[i, j]:
                x, y = (predicted[i, j] - truth[i, j]).tolist()
                right += math.hypot(x, y) <= alpha * float(size[i])
                total += 1
    return right / total
