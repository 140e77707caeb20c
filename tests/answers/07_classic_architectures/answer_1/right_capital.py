# a capital letter with a blank
answer_1 = "B "
