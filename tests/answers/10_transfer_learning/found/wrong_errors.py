# errors
# named: this is the error
accuracies = {}
for letter in suspects:
    accuracies[letter] = 1 - train.evaluate(pretrained(), (suspects[letter], suspect_labels)).accuracy
found = {
    "A": "unnormalised",
    "B": "bgr",
    "C": "scaled twice",
    "D": "right",
    "E": "h and w swapped",
    "F": "bytes",
    "G": "hwc as chw",
}
