"""Pictures for the labs: pure functions that take data and return a Matplotlib figure.

Every figure carries a description for those who cannot see it (``figure.get_label()``);
:func:`picture` shows a figure in a notebook with that description and a caption.
"""

from labkit.plots.activation import curve_and_slope, folded
from labkit.plots.architecture import architecture
from labkit.plots.bars import bars
from labkit.plots.block_costs import block_costs, block_weights
from labkit.plots.blocks import block_diagrams, dense_block
from labkit.plots.confusion import confusion
from labkit.plots.convolution import convolution_step, unfolded
from labkit.plots.costs import cost_bars, cost_parts
from labkit.plots.depth import histograms_through_depth
from labkit.plots.descent import descent
from labkit.plots.dynamics import (
    dots,
    lines,
    range_curve,
    runs_side_by_side,
    schedule_at_work,
    stopping,
)
from labkit.plots.heat import heat_maps
from labkit.plots.images import contact_sheet, image_grid
from labkit.plots.inside import channel_view, embedding
from labkit.plots.layer_costs import layer_costs
from labkit.plots.learning import learning_curves, moving_average
from labkit.plots.maps import accuracy_maps
from labkit.plots.paired import paired_differences, through_layers
from labkit.plots.picture import Picture, picture
from labkit.plots.receptive import gradient_support, receptive_field_tree
from labkit.plots.rendering import points_on, two_sheets
from labkit.plots.resampling import overlap_maps, pooling_step, sample_positions, stamping_step
from labkit.plots.retrieval import neighbours
from labkit.plots.scenes import boxes_on, precision_recall
from labkit.plots.search import searches
from labkit.plots.shift import shift_curves
from labkit.plots.signal import signal_sizes
from labkit.plots.spread import spread, sweep
from labkit.plots.transfer import table_of_runs
from labkit.plots.zoo import top_down, zoo_chart

__all__ = [
    "Picture",
    "accuracy_maps",
    "architecture",
    "bars",
    "block_costs",
    "block_diagrams",
    "block_weights",
    "boxes_on",
    "channel_view",
    "confusion",
    "contact_sheet",
    "convolution_step",
    "cost_bars",
    "cost_parts",
    "curve_and_slope",
    "dense_block",
    "descent",
    "dots",
    "embedding",
    "folded",
    "gradient_support",
    "heat_maps",
    "histograms_through_depth",
    "image_grid",
    "layer_costs",
    "learning_curves",
    "lines",
    "moving_average",
    "neighbours",
    "overlap_maps",
    "paired_differences",
    "picture",
    "points_on",
    "pooling_step",
    "precision_recall",
    "range_curve",
    "receptive_field_tree",
    "runs_side_by_side",
    "sample_positions",
    "schedule_at_work",
    "searches",
    "shift_curves",
    "signal_sizes",
    "spread",
    "stamping_step",
    "stopping",
    "sweep",
    "table_of_runs",
    "through_layers",
    "top_down",
    "two_sheets",
    "unfolded",
    "zoo_chart",
]
