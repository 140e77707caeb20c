# takes the rate for too high
# unnamed: a visible check must not reveal the letter
answer_1 = "b"
