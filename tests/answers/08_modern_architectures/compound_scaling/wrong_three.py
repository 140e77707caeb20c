# without the multiply–adds
# named: the factor of the multiply–adds is missing
def compound_scaling(phi):
    return 1.2**phi, 1.1**phi, 1.15**phi
