# a letter that is not on offer
# named: answer_2 must be one of
answer_2 = "d"
