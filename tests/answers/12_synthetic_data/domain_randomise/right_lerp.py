# torch's interpolation, errors first
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    if any(low > high for low, high in ranges.values()):
        raise ValueError("a low is above its high")
    ends = {name: torch.tensor(pair, dtype=torch.float32) for name, pair in ranges.items()}
    numbers = {
        name: torch.lerp(low, high, torch.rand(ink.shape[0], generator=generator))
        for name, (low, high) in ends.items()
    }
    return synthetic.distort(ink, numbers, generator)
