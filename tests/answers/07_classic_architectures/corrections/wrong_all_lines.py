# a number for every line
# named: every line is in it
corrections = {letter: 1.01 * number for letter, (_, number) in PRINTED.items()}
