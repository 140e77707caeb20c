# the letter as a capital
answer_1 = " A"
