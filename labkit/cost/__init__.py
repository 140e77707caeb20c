"""What a network costs: shapes, memory, parameters, multiply–adds and receptive fields by layer.

:func:`cost_table` runs the network on torch's meta device, where tensors have shapes and no
numbers, so even VGG-19 takes milliseconds and no memory.
"""

from labkit.cost.count import cost_table
from labkit.cost.named import table_of
from labkit.cost.table import CostTable, Row
from labkit.cost.window import Window, window

__all__ = ["CostTable", "Row", "Window", "cost_table", "table_of", "window"]
