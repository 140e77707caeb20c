# still empty
# named: answer_4 is not set yet
answer_4 = None
