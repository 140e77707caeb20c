# takes it for healthy
# unnamed: a visible check must not reveal the letter
answer_6 = "f"
