# every stamp adds 1
def overlap_counts(size, kernel_size, stride):
    counts = torch.zeros((size - 1) * stride + kernel_size, dtype=int)
    for start in range(0, size * stride, stride):
        counts[start:start + kernel_size] += 1
    return counts
