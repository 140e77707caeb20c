# a sentence instead of a letter
# named: answer_2 must be one of
answer_2 = "answer d"
