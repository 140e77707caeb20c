# with spaces around
answer_2 = " a "
