# digits of a third of the height
# named: not between 0.62 and 1
my_ranges = {"scale": (0.4, 0.6), "wobble": (0.0, 0.1)}
