# relu for the clamp, row by row
def iou(a, b):
    """Return the intersection over union of every pair of boxes."""
    def size(box):
        return (box[..., 2] - box[..., 0]) * (box[..., 3] - box[..., 1])

    rows = []
    for box in a:
        width = torch.relu(b[:, 2].clamp(max=box[2]) - b[:, 0].clamp(min=box[0]))
        height = torch.relu(b[:, 3].clamp(max=box[3]) - b[:, 1].clamp(min=box[1]))
        rows.append(width * height / (size(box) + size(b) - width * height))
    return torch.stack(rows) if rows else torch.zeros(0, len(b), dtype=b.dtype)
