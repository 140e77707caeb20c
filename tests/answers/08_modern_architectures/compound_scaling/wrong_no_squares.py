# all three count once
# named: the work grows with the square
def compound_scaling(phi):
    depth, width, resolution = 1.2**phi, 1.1**phi, 1.15**phi
    return depth, width, resolution, depth * width * resolution
