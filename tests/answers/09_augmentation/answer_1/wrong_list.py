# a list
# named: answer_1 must be one of
answer_1 = ["b"]
