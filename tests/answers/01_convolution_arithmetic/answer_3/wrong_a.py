# takes K for K²
# unnamed: a visible check must not reveal the letter
answer_3 = "a"
