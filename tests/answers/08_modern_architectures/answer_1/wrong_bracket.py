# with a bracket
# named: answer_1 must be one of
answer_1 = "c)"
