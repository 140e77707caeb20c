# computed
answer_2 = "abcd"[2]
