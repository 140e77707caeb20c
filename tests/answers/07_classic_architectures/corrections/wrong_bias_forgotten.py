# fc6 without its biases
# unnamed: which line is wrong is not revealed
corrections = {
    "c": 149.5,
    "d": 37_748_736,
    "g": 3,
    "i": 15.47,
    "j": 51.7,
    "k": 21.6,
    "l": 9335,
    "m": 478,
    "n": 110_592,
}
