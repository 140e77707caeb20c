# two to the power of phi
# named: the multiply–adds double exactly
def compound_scaling(phi):
    return 1.2**phi, 1.1**phi, 1.15**phi, 2.0**phi
