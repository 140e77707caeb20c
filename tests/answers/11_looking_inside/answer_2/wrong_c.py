# takes tiny changes for large ones
# unnamed: a visible check must not reveal the letter
answer_2 = "c"
