# normal instead of uniform
# unnamed: the shares of the decades are wrong in no usual way
def log_uniform(low, high, n, generator):
    """Return n random numbers between low and high whose logarithm is uniform."""
    start, end = math.log(low), math.log(high)
    return torch.exp(start + (end - start) * torch.sigmoid(torch.randn(n, generator=generator)))
