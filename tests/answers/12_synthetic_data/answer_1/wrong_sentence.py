# a sentence
# named: must be one of
answer_1 = "the one with the sealed digits"
