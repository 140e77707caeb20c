# the kit's setting without noise
my_ranges = {name: pair for name, pair in synthetic.WIDE.items() if name != "noise"}
my_ranges["turn"] = (-25, 25)
