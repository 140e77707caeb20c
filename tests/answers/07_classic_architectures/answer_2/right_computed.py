# picked from the alphabet
place = 2
answer_2 = "abcd"[place]
