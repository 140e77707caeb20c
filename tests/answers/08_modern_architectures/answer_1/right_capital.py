# a capital with a blank
answer_1 = " C"
