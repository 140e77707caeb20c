# the whole answer
# named: answer_7 must be one of
answer_7 = "b: I think"
