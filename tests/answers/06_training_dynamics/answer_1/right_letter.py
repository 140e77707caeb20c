# the letter
answer_1 = "a"
