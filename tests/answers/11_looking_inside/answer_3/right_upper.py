# a capital
answer_3 = "C"
