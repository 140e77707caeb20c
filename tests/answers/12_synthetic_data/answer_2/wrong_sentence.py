# a sentence
# named: must be one of
answer_2 = "the one with the sealed digits"
