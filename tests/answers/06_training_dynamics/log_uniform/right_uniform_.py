# uniform_ in place, base 10
def log_uniform(low, high, n, generator):
    exponents = torch.empty(n, dtype=torch.float64)
    exponents.uniform_(math.log10(low), math.log10(high), generator=generator)
    return 10**exponents
