# spaces around it
answer_3 = "  b"
