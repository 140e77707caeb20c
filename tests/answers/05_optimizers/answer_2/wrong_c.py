# another letter
# unnamed: a visible check must not tell
answer_2 = "c"
