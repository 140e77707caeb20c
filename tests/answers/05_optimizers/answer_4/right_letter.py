# the letter
answer_4 = "b"
