# the letter
answer_1 = "b"
