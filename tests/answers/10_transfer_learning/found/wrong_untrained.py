# a network that knows nothing
# unnamed: random weights can give anything
accuracies = {}
for letter in suspects:
    accuracies[letter] = train.evaluate(models.build("small_cnn"), (suspects[letter], suspect_labels)).accuracy
found = {
    "A": "unnormalised",
    "B": "bgr",
    "C": "scaled twice",
    "D": "right",
    "E": "h and w swapped",
    "F": "bytes",
    "G": "hwc as chw",
}
