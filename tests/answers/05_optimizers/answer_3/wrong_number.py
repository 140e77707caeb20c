# a number in place of the letter
# named: must be one of "a", "b"
answer_3 = 2
