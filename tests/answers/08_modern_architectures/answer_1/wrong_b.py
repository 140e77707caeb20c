# takes degradation for vanishing gradients
# unnamed: a visible check must not reveal the letter
answer_1 = "b"
