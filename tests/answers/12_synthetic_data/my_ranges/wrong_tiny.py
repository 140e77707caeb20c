# hardly varies
# named: not between 0.62 and 1
my_ranges = {"turn": (-1.0, 1.0), "contrast": (0.95, 1.0)}
