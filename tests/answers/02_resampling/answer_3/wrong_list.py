# a list of letters
# named: answer_3 must be one of
answer_3 = ["b"]
