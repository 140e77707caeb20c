# guesses
# unnamed: a guessed number can be any
accuracies = dict.fromkeys("ABCDEFG", 0.9)
found = {
    "A": "unnormalised",
    "B": "bgr",
    "C": "scaled twice",
    "D": "right",
    "E": "h and w swapped",
    "F": "bytes",
    "G": "hwc as chw",
}
