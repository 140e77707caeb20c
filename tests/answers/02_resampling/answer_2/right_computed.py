# the letter by its number
answer_2 = "abcd"[3]
