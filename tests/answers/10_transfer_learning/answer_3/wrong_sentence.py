# a whole sentence
# named: must be one of
answer_3 = "the last one"
