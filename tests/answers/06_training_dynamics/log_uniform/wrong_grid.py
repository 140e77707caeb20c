# evenly spaced, not random
# named: a grid, not random
def log_uniform(low, high, n, generator):
    """Return n random numbers between low and high whose logarithm is uniform."""
    start, end = math.log(low), math.log(high)
    return torch.exp(torch.linspace(start, end, n))
