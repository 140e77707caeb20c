# a list
# named: answer_2 must be one of
answer_2 = ["c"]
