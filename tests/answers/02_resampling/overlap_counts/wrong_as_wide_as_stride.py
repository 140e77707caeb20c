# stamps without overlap
# named: stamps are as wide as the stride
def overlap_counts(size, kernel_size, stride):
    counts = torch.zeros((size - 1) * stride + kernel_size, dtype=torch.int64)
    for i in range(size):
        counts[i * stride : i * stride + stride] += 1
    return counts
