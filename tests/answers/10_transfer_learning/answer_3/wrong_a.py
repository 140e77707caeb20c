# answer a
# unnamed: the explanation comes with the feedback
answer_3 = "a"
