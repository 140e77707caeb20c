# the letter
answer_8 = "c"
