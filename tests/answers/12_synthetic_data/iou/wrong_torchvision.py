# torchvision's
# named: a finished metric is taken
def iou(a, b):
    """Return the intersection over union of every pair of boxes."""
    from torchvision.ops import box_iou

    return box_iou(a, b)
