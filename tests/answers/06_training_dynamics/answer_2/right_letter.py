# the letter
answer_2 = "e"
