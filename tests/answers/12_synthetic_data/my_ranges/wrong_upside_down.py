# the bounds are swapped
# named: low ≤ high
my_ranges = {**synthetic.WIDE, "turn": (20.0, -20.0)}
