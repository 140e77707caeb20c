# a capital and a space
answer_2 = "C "
