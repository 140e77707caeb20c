# low + high·u
# named: high − low is forgotten
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    numbers = {}
    for name, (low, high) in ranges.items():
        if low > high:
            raise ValueError(f"{name} is upside down")
        numbers[name] = low + high * torch.rand(len(ink), generator=generator)
    return synthetic.distort(ink, numbers, generator)
