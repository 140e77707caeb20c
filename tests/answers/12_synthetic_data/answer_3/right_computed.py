# picked from the letters
answer_3 = "abcd"[1]
