# moved pixels keep their colour
# unnamed: a visible check must not reveal the letter
answer_3 = "b"
