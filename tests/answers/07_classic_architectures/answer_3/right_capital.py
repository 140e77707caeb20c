# a capital letter with a blank
answer_3 = "B "
