# a capital letter
answer_1 = "B"
