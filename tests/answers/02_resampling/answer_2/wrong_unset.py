# left as it was
# named: answer_2 is not set yet
answer_2 = None
