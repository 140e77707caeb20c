# blames the initialization
# unnamed: a visible check must not reveal the letter
answer_6 = "c"
