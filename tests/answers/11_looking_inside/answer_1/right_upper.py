# a capital
answer_1 = "B"
