# a hidden part does not turn arrows
# unnamed: a visible check must not reveal the letter
answer_2 = "d"
