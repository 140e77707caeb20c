# as the notes say
# unnamed: a visible check must not reveal the letter
answer_1 = "a"
