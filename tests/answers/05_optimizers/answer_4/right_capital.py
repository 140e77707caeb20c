# a capital letter
answer_4 = "B"
