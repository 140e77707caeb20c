# a capital
answer_2 = "A"
