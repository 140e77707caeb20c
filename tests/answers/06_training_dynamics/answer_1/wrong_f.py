# takes it for healthy
# unnamed: a visible check must not reveal the letter
answer_1 = "f"
