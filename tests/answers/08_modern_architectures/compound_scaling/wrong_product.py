# phi times instead of phi-th power
# named: a power is meant, not a product
def compound_scaling(phi):
    depth, width, resolution = 1.2 * phi, 1.1 * phi, 1.15 * phi
    return depth, width, resolution, depth * width**2 * resolution**2
