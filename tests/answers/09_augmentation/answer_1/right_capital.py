# capital, with spaces
answer_1 = ' B '
