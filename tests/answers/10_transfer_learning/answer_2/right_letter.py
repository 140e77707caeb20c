# the letter
answer_2 = "c"
