# capital, with spaces
answer_6 = ' D '
