# the letter
answer_2 = "d"
