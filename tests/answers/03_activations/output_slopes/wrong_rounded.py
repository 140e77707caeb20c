# rounded to four digits
# unnamed: named by no word, but the message shows the first difference
def sigmoid_slope(s):
    return torch.round(s * (1 - s), decimals=3)


def tanh_slope(t):
    return 1 - t**2
