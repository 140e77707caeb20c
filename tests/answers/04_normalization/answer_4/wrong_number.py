# the number of the option
# named: answer_4 must be one of
answer_4 = 2
