# a capital letter with spaces
answer_4 = " A "
