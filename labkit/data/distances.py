"""Signed distances to simple shapes: negative inside, zero on the outline, positive outside.

So a union is a minimum, an intersection a maximum, and a cut a maximum with the negative
(I. Quilez, "2D distance functions", iquilezles.org). Only operations that IEEE 754 rounds exactly
appear here: see :mod:`labkit.data.draws`.
"""

import math

import numpy as np

Array = np.ndarray


def circle(x: Array, y: Array, cx: float, cy: float, radius: float | Array) -> Array:
    """Return the distance to a disc."""
    return np.sqrt((x - cx) ** 2 + (y - cy) ** 2) - radius


def ellipse(x: Array, y: Array, cx: float, cy: float, a: float | Array, b: float | Array) -> Array:
    """Return the distance to an ellipse, exact on the outline and close near it."""
    px, py = (x - cx) / a, (y - cy) / b
    radius = np.sqrt(px**2 + py**2)
    slope = np.sqrt((px / a) ** 2 + (py / b) ** 2)
    return (radius - 1) * ((radius + 1e-6) / (slope + 1e-6))  # Quilez; defined in the middle too


def ring(x: Array, y: Array, cx: float, cy: float, radius: float | Array, half: float) -> Array:
    """Return the distance to a ring of which the line is ``2 * half`` wide."""
    return np.abs(circle(x, y, cx, cy, radius)) - half


def box(x: Array, y: Array, cx: float, cy: float | Array, half_x: float, half_y: float) -> Array:
    """Return the distance to a rectangle, exact but near the outside of its corners."""
    return np.maximum(np.abs(x - cx) - half_x, np.abs(y - cy) - half_y)


def round_box(
    x: Array, y: Array, cx: float, cy: float | Array, half_x: float, half_y: float, radius: float
) -> Array:
    """Return the distance to a rectangle with round corners."""
    dx, dy = np.abs(x - cx) - (half_x - radius), np.abs(y - cy) - (half_y - radius)
    corner = np.sqrt(np.maximum(dx, 0) ** 2 + np.maximum(dy, 0) ** 2)
    return corner + np.minimum(np.maximum(dx, dy), 0) - radius


def line(x: Array, y: Array, x0: float, y0: float, x1: float, y1: float, half: float) -> Array:
    """Return the distance to a line from one point to another with round ends."""
    along_x, along_y = x1 - x0, y1 - y0
    square = along_x * along_x + along_y * along_y
    at = np.clip((x - x0) * (along_x / square) + (y - y0) * (along_y / square), 0, 1)
    return np.sqrt((x - x0 - along_x * at) ** 2 + (y - y0 - along_y * at) ** 2) - half


def convex(x: Array, y: Array, *corners: tuple[float, float]) -> Array:
    """Return the distance to a convex polygon; the corners go round it either way."""
    edges = list(zip(corners, (*corners[1:], corners[0]), strict=True))
    turn = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in edges)  # twice the signed area
    sides = []
    for (x0, y0), (x1, y1) in edges:
        across_x, across_y = y1 - y0, x0 - x1
        scale = math.copysign(1 / math.sqrt(across_x * across_x + across_y * across_y), turn)
        nx, ny = across_x * scale, across_y * scale
        sides.append(x * nx + y * ny - (x0 * nx + y0 * ny))
    return both(*sides)


def union(*distances: Array) -> Array:
    """Return the distance to what is in any of the shapes."""
    result = distances[0]
    for distance in distances[1:]:
        result = np.minimum(result, distance)
    return result


def both(*distances: Array) -> Array:
    """Return the distance to what is in all of the shapes."""
    result = distances[0]
    for distance in distances[1:]:
        result = np.maximum(result, distance)
    return result


def cut(distance: Array, hole: Array) -> Array:
    """Return the distance to what is in the shape but not in the hole."""
    return np.maximum(distance, -hole)
