# letter a
# unnamed: a visible check must not reveal it
answer_3 = "a"
