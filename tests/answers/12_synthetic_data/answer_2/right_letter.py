# the letter
answer_2 = "b"
