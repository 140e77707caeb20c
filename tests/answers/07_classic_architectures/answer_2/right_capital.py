# a capital letter with a blank
answer_2 = "C "
