# from high to low
# named: from high to low
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    numbers = {}
    for name, (low, high) in ranges.items():
        if low > high:
            raise ValueError(f"{name} is upside down")
        numbers[name] = high - (high - low) * torch.rand(len(ink), generator=generator)
    return synthetic.distort(ink, numbers, generator)
