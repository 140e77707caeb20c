# capital, with spaces
answer_5 = ' B '
