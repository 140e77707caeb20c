# width and resolution swapped
# named: width and resolution are swapped
def compound_scaling(phi):
    depth, width, resolution = 1.2**phi, 1.15**phi, 1.1**phi
    return depth, width, resolution, depth * width**2 * resolution**2
