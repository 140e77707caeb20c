# left as it was
# named: not set yet
my_ranges = None
