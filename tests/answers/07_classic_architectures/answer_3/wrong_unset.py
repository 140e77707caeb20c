# left unset
# named: answer_3 is not set yet
answer_3 = None
