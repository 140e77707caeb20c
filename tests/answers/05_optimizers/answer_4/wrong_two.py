# two letters
# named: must be one of "a", "b"
answer_4 = "ab"
