# computed
answer_3 = "abcd"[2]
