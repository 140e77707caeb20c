# rounded to two digits
# named: the result is rounded
def compound_scaling(phi):
    depth, width, resolution = 1.2**phi, 1.1**phi, 1.15**phi
    macs = depth * width**2 * resolution**2
    return tuple(round(value, 2) for value in (depth, width, resolution, macs))
