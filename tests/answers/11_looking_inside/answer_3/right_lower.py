# as asked
answer_3 = "c"
