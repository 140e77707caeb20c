# a capital letter
answer_1 = "C"
