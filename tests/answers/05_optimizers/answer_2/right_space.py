# with a space
answer_2 = "d "
