# the logarithms are returned
# named: these are the logarithms
def log_uniform(low, high, n, generator):
    """Return n random numbers between low and high whose logarithm is uniform."""
    start, end = math.log(low), math.log(high)
    return start + (end - start) * torch.rand(n, generator=generator)
