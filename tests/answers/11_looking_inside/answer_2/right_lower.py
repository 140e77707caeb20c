# as asked
answer_2 = "a"
