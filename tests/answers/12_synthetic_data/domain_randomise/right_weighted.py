# a weighted mean of the two ends
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    numbers = {}
    for name in ranges:
        low, high = ranges[name]
        if not low <= high:
            raise ValueError(name)
        u = torch.rand((len(ink),), generator=generator)
        numbers[name] = high * u + low * (1 - u)
    return synthetic.distort(ink, numbers, generator)
