# a list
# named: answer_7 must be one of
answer_7 = ["b"]
