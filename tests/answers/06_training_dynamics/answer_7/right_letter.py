# the letter
answer_7 = "b"
