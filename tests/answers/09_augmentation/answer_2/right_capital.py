# capital, with spaces
answer_2 = ' C '
