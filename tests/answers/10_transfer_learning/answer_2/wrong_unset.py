# not set
# named: not set yet
answer_2 = None
