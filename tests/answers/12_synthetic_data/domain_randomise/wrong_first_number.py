# the first number for all
# named: all images get the same number
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    numbers = {}
    for name, (low, high) in ranges.items():
        if low > high:
            raise ValueError(f"{name} is upside down")
        drawn = low + (high - low) * torch.rand(len(ink), generator=generator)
        numbers[name] = drawn[:1].repeat(len(ink))
    return synthetic.distort(ink, numbers, generator)
