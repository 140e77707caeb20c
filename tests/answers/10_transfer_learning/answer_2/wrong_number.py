# a number
# named: must be one of
answer_2 = 2
