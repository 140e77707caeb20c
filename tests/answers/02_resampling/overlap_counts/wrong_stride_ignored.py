# stamps at every cell
# named: the stride is ignored
def overlap_counts(size, kernel_size, stride):
    counts = torch.zeros(size + kernel_size - 1, dtype=torch.int64)
    for i in range(size):
        counts[i : i + kernel_size] += 1
    return counts
