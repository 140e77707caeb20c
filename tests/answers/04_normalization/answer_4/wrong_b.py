# letter b
# unnamed: a visible check must not reveal it
answer_4 = "b"
