# a name that is not known
# named: ValueError
my_ranges = {"rotation": (-20.0, 20.0), "scale": (1.1, 1.5)}
