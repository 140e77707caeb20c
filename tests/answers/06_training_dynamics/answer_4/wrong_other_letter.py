# a letter that is not on offer
# named: answer_4 must be one of
answer_4 = "g"
