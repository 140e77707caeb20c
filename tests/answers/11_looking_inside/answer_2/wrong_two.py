# two letters
# named: answer_2
answer_2 = "ab"
