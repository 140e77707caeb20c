# answer c
# unnamed: the explanation comes with the feedback
answer_1 = "c"
