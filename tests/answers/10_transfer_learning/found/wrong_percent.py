# percentages
# named: this is a percentage
accuracies = {}
for letter in suspects:
    accuracies[letter] = train.evaluate(pretrained(), (suspects[letter], suspect_labels)).accuracy * 100
found = {
    "A": "unnormalised",
    "B": "bgr",
    "C": "scaled twice",
    "D": "right",
    "E": "h and w swapped",
    "F": "bytes",
    "G": "hwc as chw",
}
