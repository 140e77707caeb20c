# pow, and the fourth as a power of its own
def compound_scaling(phi):
    return pow(1.2, phi), pow(1.1, phi), pow(1.15, phi), pow(1.2 * 1.21 * 1.3225, phi)
