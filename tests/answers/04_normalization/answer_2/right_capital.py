# a capital letter with spaces
answer_2 = " B "
