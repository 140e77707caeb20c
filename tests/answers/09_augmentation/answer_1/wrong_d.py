# takes blended images for blended networks
# unnamed: a visible check must not reveal the letter
answer_1 = "d"
