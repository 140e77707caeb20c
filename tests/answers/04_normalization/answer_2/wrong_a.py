# letter a
# unnamed: a visible check must not reveal it
answer_2 = "a"
