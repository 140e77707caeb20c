# a capital letter with spaces
answer_1 = " B "
