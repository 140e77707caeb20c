# capital, with spaces
answer_8 = ' C '
