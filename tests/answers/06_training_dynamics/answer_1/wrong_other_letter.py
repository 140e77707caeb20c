# a letter that is not on offer
# named: answer_1 must be one of
answer_1 = "g"
