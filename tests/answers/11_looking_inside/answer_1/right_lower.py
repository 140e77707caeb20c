# as asked
answer_1 = "b"
