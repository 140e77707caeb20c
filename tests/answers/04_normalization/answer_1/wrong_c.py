# letter c
# unnamed: a visible check must not reveal it
answer_1 = "c"
