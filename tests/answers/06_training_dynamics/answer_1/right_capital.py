# capital, with spaces
answer_1 = ' A '
