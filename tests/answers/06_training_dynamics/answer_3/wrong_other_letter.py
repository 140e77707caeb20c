# a letter that is not on offer
# named: answer_3 must be one of
answer_3 = "g"
