# so wild that nothing can be read
# named: not between 0.62 and 1
my_ranges = {"turn": (-180.0, 180.0), "scale": (0.2, 3.0), "noise": (0.5, 1.0)}
