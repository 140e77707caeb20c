# sets of pixels
def mean_iou(predicted, truth, classes):
    """Return the mean over the classes of the IoU of all images together."""
    places = [{}, {}]
    for number, maps in enumerate((predicted, truth)):
        for place, c in enumerate(maps.flatten().tolist()):
            places[number].setdefault(c, set()).add(place)
    overlaps = []
    for c in places[0].keys() | places[1].keys():
        a, b = places[0].get(c, set()), places[1].get(c, set())
        overlaps.append(len(a & b) / len(a | b))
    return sum(overlaps) / len(overlaps)
