# computed
answer_1 = "abcd"[1]
