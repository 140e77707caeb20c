# takes the noise for one of weights
# unnamed: a visible check must not reveal the letter
answer_1 = "c"
