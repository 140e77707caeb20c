# takes the plane for the space
# unnamed: a visible check must not reveal the letter
answer_3 = "b"
