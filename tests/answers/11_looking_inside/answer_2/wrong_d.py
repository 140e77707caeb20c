# takes the map for a mask
# unnamed: a visible check must not reveal the letter
answer_2 = "d"
