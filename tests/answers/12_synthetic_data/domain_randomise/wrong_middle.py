# the middle of the range
# named: the middle is taken
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    numbers = {}
    for name, (low, high) in ranges.items():
        if low > high:
            raise ValueError(f"{name} is upside down")
        numbers[name] = torch.full((len(ink),), (low + high) / 2)
    return synthetic.distort(ink, numbers, generator)
