# the letter by its number
answer_1 = "abc"[0]
