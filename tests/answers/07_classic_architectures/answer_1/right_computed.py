# picked from the alphabet
place = 1
answer_1 = "abcd"[place]
