# two answers at once
# named: answer_2 must be one of
answer_2 = "bc"
