# capital, with spaces
answer_7 = ' B '
