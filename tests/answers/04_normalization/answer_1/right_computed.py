# taken from a list
options = "abcd"
answer_1 = options[1]
