# taken from a list
options = "abcd"
answer_3 = options[1]
