# the letter as a capital
answer_3 = " B"
