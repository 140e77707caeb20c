# pair by pair
def iou(a, b):
    """Return the intersection over union of every pair of boxes."""
    result = torch.zeros(len(a), len(b), dtype=a.dtype)
    for i, (l1, t1, r1, b1) in enumerate(a.tolist()):
        for j, (l2, t2, r2, b2) in enumerate(b.tolist()):
            width = min(r1, r2) - max(l1, l2)
            height = min(b1, b2) - max(t1, t2)
            if width > 0 and height > 0:
                shared = width * height
                union = (r1 - l1) * (t1 - b1) * -1 + (r2 - l2) * (b2 - t2) - shared
                result[i, j] = shared / union
    return result
