# the number of the option
# named: answer_3 must be one of
answer_3 = 2
