# a right line for a wrong one
# unnamed: which line is wrong is not revealed
corrections = {
    "c": 149.5,
    "d": 37_752_832,
    "g": 3,
    "i": 15.47,
    "j": 51.7,
    "k": 21.6,
    "l": 9335,
    "f": 2.25,
    "n": 110_592,
}
