# picked from the letters
answer_1 = "abcd"[2]
