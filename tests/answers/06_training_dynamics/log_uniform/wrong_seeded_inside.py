# a generator of its own with a fixed seed
# named: another generator gives the same numbers
def log_uniform(low, high, n, generator):
    """Return n random numbers between low and high whose logarithm is uniform."""
    start, end = math.log(low), math.log(high)
    return torch.exp(start + (end - start) * torch.rand(n, generator=torch.Generator().manual_seed(0)))
