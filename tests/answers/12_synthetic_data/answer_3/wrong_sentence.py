# a sentence
# named: must be one of
answer_3 = "the one with the sealed digits"
