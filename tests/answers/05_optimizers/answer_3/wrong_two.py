# two letters
# named: must be one of "a", "b"
answer_3 = "ab"
