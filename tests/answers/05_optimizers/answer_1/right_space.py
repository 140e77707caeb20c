# with a space
answer_1 = "b "
