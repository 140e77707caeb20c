# two letters
# named: answer_1
answer_1 = "ab"
