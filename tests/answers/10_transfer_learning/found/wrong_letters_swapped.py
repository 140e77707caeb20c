# names to letters
# unnamed: the keys are other words than letters
accuracies = {}
for letter in suspects:
    accuracies[letter] = train.evaluate(pretrained(), (suspects[letter], suspect_labels)).accuracy
found = {
    "unnormalised": "A",
    "bgr": "B",
    "scaled twice": "C",
    "right": "D",
    "h and w swapped": "E",
    "bytes": "F",
    "hwc as chw": "G",
}
