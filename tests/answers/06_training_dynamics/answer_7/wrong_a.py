# the rule the wrong way round
# unnamed: a visible check must not reveal the letter
answer_7 = "a"
