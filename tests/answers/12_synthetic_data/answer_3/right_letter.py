# the letter
answer_3 = "b"
