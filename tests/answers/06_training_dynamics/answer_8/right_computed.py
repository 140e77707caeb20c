# worked out
answer_8 = "abcd"[2]
