# left unset
# named: answer_2 is not set yet
answer_2 = None
