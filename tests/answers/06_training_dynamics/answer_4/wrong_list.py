# a list
# named: answer_4 must be one of
answer_4 = ["f"]
