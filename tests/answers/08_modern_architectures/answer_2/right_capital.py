# a capital
answer_2 = "B"
