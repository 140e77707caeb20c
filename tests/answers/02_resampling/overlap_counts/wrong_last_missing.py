# one stamp too few
# named: the last stamp is missing
def overlap_counts(size, kernel_size, stride):
    counts = torch.zeros((size - 1) * stride + kernel_size, dtype=torch.int64)
    for i in range(size - 1):
        counts[i * stride : i * stride + kernel_size] += 1
    return counts
