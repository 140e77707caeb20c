# a moved arrow points the same way
# unnamed: a visible check must not reveal the letter
answer_2 = "a"
