# the value, not the letter
# named: answer_3 must be one of
answer_3 = 9
