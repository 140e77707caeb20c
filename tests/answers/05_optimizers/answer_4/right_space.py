# with a space
answer_4 = "b "
