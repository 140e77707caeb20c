# picked from the alphabet
place = 1
answer_3 = "abcd"[place]
