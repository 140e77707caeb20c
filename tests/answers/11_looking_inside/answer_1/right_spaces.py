# with spaces around
answer_1 = " b "
