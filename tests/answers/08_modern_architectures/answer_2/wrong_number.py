# the number of the option
# named: answer_2 must be one of
answer_2 = 2
