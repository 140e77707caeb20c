# the letter b
# unnamed: a visible check must not reveal the letter
answer_1 = "b"
