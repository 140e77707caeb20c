# how many are right
# named: this is how many are right
accuracies = {
    letter: (pretrained()(x).argmax(1) == suspect_labels).sum().item()
    for letter, x in suspects.items()
}
found = {
    "A": "unnormalised",
    "B": "bgr",
    "C": "scaled twice",
    "D": "right",
    "E": "h and w swapped",
    "F": "bytes",
    "G": "hwc as chw",
}
