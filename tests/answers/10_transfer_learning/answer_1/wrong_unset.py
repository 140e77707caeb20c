# not set
# named: not set yet
answer_1 = None
