# divides by the second box
# named: divided by the area of b
def iou(a, b):
    """Return the intersection over union of every pair of boxes."""
    starts = torch.max(a[:, None, :2], b[:, :2])
    ends = torch.min(a[:, None, 2:], b[:, 2:])
    shared = (ends - starts).clamp(min=0).prod(dim=2)
    area_a = (a[:, 2:] - a[:, :2]).prod(1)
    area_b = (b[:, 2:] - b[:, :2]).prod(1)
    return shared / area_b
