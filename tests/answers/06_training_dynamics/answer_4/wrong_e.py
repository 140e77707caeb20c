# takes it for overfitting
# unnamed: a visible check must not reveal the letter
answer_4 = "e"
