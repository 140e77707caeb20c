"""Pictures for the labs: pure functions that take data and return a Matplotlib figure.

Every figure carries a description for those who cannot see it (``figure.get_label()``);
:func:`picture` shows a figure in a notebook with that description and a caption.
"""

from labkit.plots.architecture import architecture
from labkit.plots.bars import bars
from labkit.plots.confusion import confusion
from labkit.plots.convolution import convolution_step, unfolded
from labkit.plots.costs import cost_bars, cost_parts
from labkit.plots.depth import histograms_through_depth
from labkit.plots.images import contact_sheet, image_grid
from labkit.plots.layer_costs import layer_costs
from labkit.plots.learning import learning_curves, moving_average
from labkit.plots.picture import Picture, picture
from labkit.plots.receptive import gradient_support, receptive_field_tree

__all__ = [
    "Picture",
    "architecture",
    "bars",
    "confusion",
    "contact_sheet",
    "convolution_step",
    "cost_bars",
    "cost_parts",
    "gradient_support",
    "histograms_through_depth",
    "image_grid",
    "layer_costs",
    "learning_curves",
    "moving_average",
    "picture",
    "receptive_field_tree",
    "unfolded",
]
