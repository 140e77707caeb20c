# more of the same
# unnamed: a visible check must not reveal the letter
answer_3 = "a"
