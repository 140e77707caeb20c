# takes ReLU for the step function
# unnamed: a visible check must not reveal the letter
answer_3 = "a"
