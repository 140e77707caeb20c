# a capital letter
answer_2 = "D"
