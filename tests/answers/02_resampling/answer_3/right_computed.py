# the letter by its number
answer_3 = "abcd"[1]
