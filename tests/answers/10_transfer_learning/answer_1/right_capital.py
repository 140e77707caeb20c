# a capital and a space
answer_1 = "B "
