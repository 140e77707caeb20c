# capital, with spaces
answer_2 = ' E '
