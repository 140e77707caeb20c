# stamps add their number
# named: these are the sums of values 1, 2, 3
def overlap_counts(size, kernel_size, stride):
    counts = torch.zeros((size - 1) * stride + kernel_size, dtype=torch.int64)
    for i in range(size):
        counts[i * stride : i * stride + kernel_size] += i + 1
    return counts
