# a word
# named: answer_1 must be one of
answer_1 = "degradation"
