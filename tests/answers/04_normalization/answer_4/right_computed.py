# taken from a list
options = "abcd"
answer_4 = options[0]
