# takes the patch for larger
# unnamed: a visible check must not reveal the letter
answer_2 = "b"
