# the letter
answer_6 = "d"
