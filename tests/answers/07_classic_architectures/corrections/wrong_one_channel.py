# n without the output channels, which is as printed
# named: this is the printed number
corrections = {
    "c": 149.5,
    "d": 37_752_832,
    "g": 3,
    "i": 15.47,
    "j": 51.7,
    "k": 21.6,
    "l": 9335,
    "m": 478,
    "n": 27 * 64,
}
