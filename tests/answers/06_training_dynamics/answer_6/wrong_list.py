# a list
# named: answer_6 must be one of
answer_6 = ["d"]
