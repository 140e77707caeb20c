# fixed values in random order
# unnamed: a visible check must not reveal the letter
answer_8 = "a"
