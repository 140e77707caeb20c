# answer b
# unnamed: the explanation comes with the feedback
answer_2 = "b"
