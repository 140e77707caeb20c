# count in how many stamps each cell is
def overlap_counts(size, kernel_size, stride):
    covered = torch.arange(size)[:, None] * stride + torch.arange(kernel_size)
    return torch.bincount(covered.flatten())
