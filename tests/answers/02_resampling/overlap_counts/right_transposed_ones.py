# a transposed convolution of ones with ones
def overlap_counts(size, kernel_size, stride):
    ones = torch.ones(1, 1, size), torch.ones(1, 1, kernel_size)
    return F.conv_transpose1d(*ones, stride=stride).flatten().round().int()
