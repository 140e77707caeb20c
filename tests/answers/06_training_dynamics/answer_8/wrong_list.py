# a list
# named: answer_8 must be one of
answer_8 = ["c"]
