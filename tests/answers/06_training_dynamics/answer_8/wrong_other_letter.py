# a letter that is not on offer
# named: answer_8 must be one of
answer_8 = "g"
