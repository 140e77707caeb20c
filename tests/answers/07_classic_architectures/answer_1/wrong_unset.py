# left unset
# named: answer_1 is not set yet
answer_1 = None
