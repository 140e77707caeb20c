# a letter that is not on offer
# named: answer_6 must be one of
answer_6 = "g"
