# another letter
# unnamed: a quiz does not tell before the feedback
answer_2 = "a"
