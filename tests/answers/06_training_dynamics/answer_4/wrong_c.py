# blames the initialization
# unnamed: a visible check must not reveal the letter
answer_4 = "c"
