# capital, with spaces
answer_3 = ' D '
