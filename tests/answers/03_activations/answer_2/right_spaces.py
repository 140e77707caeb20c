# a line end after it
answer_2 = "d\n"
