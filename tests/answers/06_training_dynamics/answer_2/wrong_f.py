# takes it for healthy
# unnamed: a visible check must not reveal the letter
answer_2 = "f"
