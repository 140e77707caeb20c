# spaces around it
answer_1 = " b "
