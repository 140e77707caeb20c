# taken from a list
options = "abcd"
answer_2 = options[1]
