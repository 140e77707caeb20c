# a letter that is not in the table
# named: a letter in corrections must be
corrections = {
    "c": 149.5,
    "d": 37_752_832,
    "g": 3,
    "i": 15.47,
    "j": 51.7,
    "k": 21.6,
    "l": 9335,
    "z": 478,
    "n": 110_592,
}
