# a whole sentence
# named: must be one of
answer_2 = "the last one"
