# clamps the area, not the sides
# named: negative widths
def iou(a, b):
    """Return the intersection over union of every pair of boxes."""
    starts = torch.max(a[:, None, :2], b[:, :2])
    ends = torch.min(a[:, None, 2:], b[:, 2:])
    shared = (ends - starts).prod(dim=2).clamp(min=0)
    area_a = (a[:, 2:] - a[:, :2]).prod(1)
    area_b = (b[:, 2:] - b[:, :2]).prod(1)
    return shared / (area_a[:, None] + area_b - shared)
