# deduced from ranges and rearrangements
def guess(x):
    r = suspects_right
    if x.max() > 100:
        return "bytes"
    if x.std() < 0.1:
        return "scaled twice"
    if x.min() >= 0:
        return "unnormalised"
    for name, other in (("right", r), ("bgr", r[:, [2, 1, 0]]), ("h and w swapped", r.mT)):
        if torch.equal(x, other):
            return name
    return "hwc as chw"


found = {letter: guess(x) for letter, x in suspects.items()}
accuracies = {
    letter: sum(pretrained()(x).argmax(dim=1) == suspect_labels).item() / len(x)
    for letter, x in suspects.items()
}
