# takes distance for confusion
# unnamed: a visible check must not reveal the letter
answer_3 = "a"
