# the last of four
answer_3 = max("abcd")
