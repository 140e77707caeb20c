# a capital letter
answer_3 = "C"
