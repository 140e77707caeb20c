# the global generator
# named: the generator is not used
def log_uniform(low, high, n, generator):
    """Return n random numbers between low and high whose logarithm is uniform."""
    start, end = math.log(low), math.log(high)
    return torch.exp(start + (end - start) * torch.rand(n, generator=None))
