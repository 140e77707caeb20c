# whole steps only
# unnamed: only a hidden test has a fraction
def compound_scaling(phi):
    phi = int(phi)
    depth, width, resolution = 1.2**phi, 1.1**phi, 1.15**phi
    return depth, width, resolution, depth * width**2 * resolution**2
