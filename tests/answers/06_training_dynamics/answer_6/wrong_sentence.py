# the whole answer
# named: answer_6 must be one of
answer_6 = "d: I think"
