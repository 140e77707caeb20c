# a list of letters
# named: answer_2 must be one of
answer_2 = ["d"]
