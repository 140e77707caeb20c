# two letters
# named: must be one of "a", "b"
answer_2 = "ab"
