# the number of the option
# named: answer_1 must be one of
answer_1 = 2
