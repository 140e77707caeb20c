# a gradient of zero is a gradient
# unnamed: a visible check must not reveal the letter
answer_1 = "d"
