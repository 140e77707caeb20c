# a number
# named: must be one of
answer_1 = 2
