# a capital letter with spaces
answer_3 = " B "
