# a number
# named: must be one of
answer_3 = 2
