# the letter
answer_3 = "c"
