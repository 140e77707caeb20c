# five with the same prejudice
# unnamed: a visible check must not reveal the letter
answer_3 = "c"
