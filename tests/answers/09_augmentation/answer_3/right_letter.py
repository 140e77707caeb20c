# the letter
answer_3 = "d"
