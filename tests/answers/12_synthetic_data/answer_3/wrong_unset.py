# left as it was
# named: not set yet
answer_3 = None
