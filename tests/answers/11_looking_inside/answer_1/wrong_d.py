# thinks that only the last layer has a ReLU
# unnamed: a visible check must not reveal the letter
answer_1 = "d"
