# a list
# named: answer_3 must be one of
answer_3 = ["d"]
