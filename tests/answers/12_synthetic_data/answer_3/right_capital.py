# a capital letter
answer_3 = "B"
