# the letter
answer_4 = "a"
