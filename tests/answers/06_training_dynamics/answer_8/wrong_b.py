# a part of a grid
# unnamed: a visible check must not reveal the letter
answer_8 = "b"
