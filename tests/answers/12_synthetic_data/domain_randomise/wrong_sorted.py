# the names in alphabetical order
# named: keep the dict's order
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    numbers = {}
    for name, (low, high) in sorted(ranges.items()):
        if low > high:
            raise ValueError(f"{name} is upside down")
        numbers[name] = low + (high - low) * torch.rand(len(ink), generator=generator)
    return synthetic.distort(ink, numbers, generator)
