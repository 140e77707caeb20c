# a capital letter
answer_2 = "B"
