# left as it was
# named: not set yet
answer_1 = None
