# a name used twice
# named: every name belongs to exactly one letter
accuracies = {}
for letter in suspects:
    accuracies[letter] = train.evaluate(pretrained(), (suspects[letter], suspect_labels)).accuracy
found = {
    "A": "unnormalised",
    "B": "bgr",
    "C": "bytes",
    "D": "right",
    "E": "h and w swapped",
    "F": "bytes",
    "G": "hwc as chw",
}
