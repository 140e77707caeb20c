# takes the flip for an option
# unnamed: a visible check must not reveal the letter
answer_1 = "c"
