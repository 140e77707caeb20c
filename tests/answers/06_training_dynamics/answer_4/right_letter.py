# the letter
answer_4 = "f"
