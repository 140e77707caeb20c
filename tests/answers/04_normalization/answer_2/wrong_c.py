# letter c
# unnamed: a visible check must not reveal it
answer_2 = "c"
