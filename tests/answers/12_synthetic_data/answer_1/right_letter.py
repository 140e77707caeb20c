# the letter
answer_1 = "c"
