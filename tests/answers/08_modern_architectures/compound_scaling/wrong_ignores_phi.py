# the example
# named: phi is ignored
def compound_scaling(phi):
    if phi == 0:
        return 1.0, 1.0, 1.0, 1.0
    return 1.2, 1.1, 1.15, 1.2 * 1.1**2 * 1.15**2
