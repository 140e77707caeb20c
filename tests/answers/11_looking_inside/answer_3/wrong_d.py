# reads sizes of islands
# unnamed: a visible check must not reveal the letter
answer_3 = "d"
