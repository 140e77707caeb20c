# answer b
# unnamed: the explanation comes with the feedback
answer_3 = "b"
