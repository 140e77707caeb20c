# tanh's slope from the sigmoid's
def sigmoid_slope(output):
    return output.mul(1 - output)


def tanh_slope(output):
    s = (output + 1) / 2
    return 4 * sigmoid_slope(s)
