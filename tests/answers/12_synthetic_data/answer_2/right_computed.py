# picked from the letters
answer_2 = "abcd"[1]
