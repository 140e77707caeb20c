# capital, with a line end
answer_2 = "C\n"
