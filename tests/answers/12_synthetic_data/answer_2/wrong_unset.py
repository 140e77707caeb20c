# left as it was
# named: not set yet
answer_2 = None
