# a letter that is not on offer
# named: answer_7 must be one of
answer_7 = "g"
