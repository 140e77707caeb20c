# AlexNet's memory is corrected, with pools
# named: off by one: one too many
corrections = {
    "c": 149.5,
    "d": 37_752_832,
    "f": 2.25,
    "g": 3,
    "i": 15.47,
    "j": 51.7,
    "k": 21.6,
    "l": 9335,
    "m": 478,
    "n": 110_592,
}
