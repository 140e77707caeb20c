# capital, with spaces
answer_4 = ' F '
