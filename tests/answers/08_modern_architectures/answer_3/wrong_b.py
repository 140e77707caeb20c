# takes the norm for an activation
# unnamed: a visible check must not reveal the letter
answer_3 = "b"
