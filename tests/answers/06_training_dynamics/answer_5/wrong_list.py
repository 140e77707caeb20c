# a list
# named: answer_5 must be one of
answer_5 = ["b"]
