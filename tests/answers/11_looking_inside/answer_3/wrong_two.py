# two letters
# named: answer_3
answer_3 = "ab"
