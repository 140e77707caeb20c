# takes it for several seeds
# unnamed: a visible check must not reveal the letter
answer_8 = "d"
