# one draw for the whole batch
# named: the same number
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    numbers = {}
    for name, (low, high) in ranges.items():
        if low > high:
            raise ValueError(f"{name} is upside down")
        numbers[name] = (low + (high - low) * torch.rand(1, generator=generator)).expand(len(ink))
    return synthetic.distort(ink, numbers, generator)
