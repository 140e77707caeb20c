# distorts nothing
# named: nothing is varied
def domain_randomise(ink, ranges, generator):
    """Return scans of digits that each vary within the ranges."""
    for name, (low, high) in ranges.items():
        if low > high:
            raise ValueError(f"{name} is upside down")
    return synthetic.distort(ink, {}, generator)
