# twice the multiply–adds of VGG-16
# unnamed: which line is wrong is not revealed
corrections = {
    "c": 149.5,
    "d": 37_752_832,
    "g": 3,
    "i": 30.94,
    "j": 51.7,
    "k": 21.6,
    "l": 9335,
    "m": 478,
    "n": 110_592,
}
