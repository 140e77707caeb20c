# a capital with a line end
answer_3 = "D\n"
