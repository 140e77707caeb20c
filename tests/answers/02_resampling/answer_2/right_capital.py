# the letter as a capital
answer_2 = " D"
