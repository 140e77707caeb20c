# a sentence instead of a letter
# named: answer_1 must be one of
answer_1 = "answer a"
