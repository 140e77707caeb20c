# not set
# named: not set yet
answer_3 = None
