# the kit's setting
my_ranges = dict(synthetic.WIDE)
