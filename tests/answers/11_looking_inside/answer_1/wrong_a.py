# thinks of the finest map
# unnamed: a visible check must not reveal the letter
answer_1 = "a"
