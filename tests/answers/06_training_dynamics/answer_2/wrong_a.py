# takes the rate for too low
# unnamed: a visible check must not reveal the letter
answer_2 = "a"
