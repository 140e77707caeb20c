# a sentence instead of a letter
# named: answer_3 must be one of
answer_3 = "answer b"
