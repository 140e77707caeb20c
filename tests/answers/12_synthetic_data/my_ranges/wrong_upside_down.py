# the bounds are swapped
# named: ValueError
my_ranges = {**synthetic.WIDE, "turn": (20.0, -20.0)}
