# does not divide
# named: this is the shared area
def iou(a, b):
    """Return the intersection over union of every pair of boxes."""
    starts = torch.max(a[:, None, :2], b[:, :2])
    ends = torch.min(a[:, None, 2:], b[:, 2:])
    shared = (ends - starts).clamp(min=0).prod(dim=2)
    return shared
