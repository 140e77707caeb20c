# the whole answer
# named: answer_3 must be one of
answer_3 = "c: I think"
