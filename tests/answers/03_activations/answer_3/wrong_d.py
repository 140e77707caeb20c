# changes the noise, not the slopes
# unnamed: a visible check must not reveal the letter
answer_3 = "d"
