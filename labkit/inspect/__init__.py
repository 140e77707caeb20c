"""Looking inside a network: its filters, its activations, and what in an image decides.

The functions take a network in evaluation mode and leave it as it was: no hook stays, no gradient
is left behind, whatever happens on the way.
"""

from labkit.inspect.composed import Composed, four_in_one, painted_corner
from labkit.inspect.layers import activations, first_layer_filters
from labkit.inspect.maps import grad_cam, occlusion_map, saliency
from labkit.inspect.patches import maximal_patches
from labkit.inspect.scores import pointing_game
from labkit.inspect.space import nearest_neighbours, pca

__all__ = [
    "Composed",
    "activations",
    "first_layer_filters",
    "four_in_one",
    "grad_cam",
    "maximal_patches",
    "nearest_neighbours",
    "occlusion_map",
    "painted_corner",
    "pca",
    "pointing_game",
    "saliency",
]
