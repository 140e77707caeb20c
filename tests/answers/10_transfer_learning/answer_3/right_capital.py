# a capital and a space
answer_3 = "C "
