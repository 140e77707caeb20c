# plain rendering
# named: not between 0.62 and 1
my_ranges = {}
