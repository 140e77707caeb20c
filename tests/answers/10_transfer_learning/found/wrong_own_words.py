# words of his own
# named: must be one of
accuracies = {}
for letter in suspects:
    accuracies[letter] = train.evaluate(pretrained(), (suspects[letter], suspect_labels)).accuracy
found = {
    "A": "unnormalised",
    "B": "bgr",
    "C": "scaled twice",
    "D": "right",
    "E": "h and w swapped",
    "F": "not divided by 255",
    "G": "hwc as chw",
}
