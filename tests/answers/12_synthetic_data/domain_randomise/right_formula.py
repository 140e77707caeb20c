# low plus a share of the way
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    numbers = {}
    for name, (low, high) in ranges.items():
        if low > high:
            raise ValueError(f"{name} is upside down")
        share = torch.rand(len(ink), generator=generator)
        numbers[name] = share * (high - low) + low
    return synthetic.distort(ink, numbers, generator)
