# takes every range
# named: no ValueError is raised
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    numbers = {}
    for name, (low, high) in ranges.items():
        numbers[name] = low + (high - low) * torch.rand(len(ink), generator=generator)
    return synthetic.distort(ink, numbers, generator)
