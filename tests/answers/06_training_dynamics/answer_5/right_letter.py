# the letter
answer_5 = "b"
