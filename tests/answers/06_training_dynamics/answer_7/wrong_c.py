# a higher rate
# unnamed: a visible check must not reveal the letter
answer_7 = "c"
