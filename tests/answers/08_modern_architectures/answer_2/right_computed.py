# the second of four
answer_2 = "abcd"[1]
