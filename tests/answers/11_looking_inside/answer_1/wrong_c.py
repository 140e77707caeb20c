# thinks that gradients end early
# unnamed: a visible check must not reveal the letter
answer_1 = "c"
