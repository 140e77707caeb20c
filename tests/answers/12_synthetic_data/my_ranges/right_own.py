# six ranges of one's own
my_ranges = {
    "turn": (-12.0, 12.0),
    "scale": (1.2, 1.45),
    "stretch": (0.8, 1.0),
    "shear": (-0.25, 0.3),
    "wobble": (0.0, 0.1),
    "stroke": (0.0, 0.3),
}
