# a letter that is not on offer
# named: answer_5 must be one of
answer_5 = "g"
