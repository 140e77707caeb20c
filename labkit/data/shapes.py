"""The twenty things, each a union of a few signed-distance shapes in two colours.

A thing lives in about [-1, 1]², x to the right and y down. Its function takes the coordinates of
pixels, ``(N, H, W)``, and one proportion per image, ``(N, 1, 1)`` in [-1, 1], and returns the
distances to its main part and to its accent, which lies on top.
"""

from labkit.data.distances import (
    Array,
    both,
    box,
    circle,
    convex,
    cut,
    ellipse,
    line,
    ring,
    round_box,
    union,
)


def fish(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw an oval body with a back fin; tail and eye are the accent."""
    body = ellipse(x, y * (1 + 0.1 * u), 0.2, 0.02, 0.68, 0.44)
    back = convex(x, y, (-0.12, -0.3), (0.12, -0.64), (0.46, -0.3))
    tail = convex(x, y, (-0.36, 0.02), (-0.98, -0.52), (-0.98, 0.56))
    notch = convex(x, y, (-1.3, -0.5), (-0.72, 0.02), (-1.3, 0.54))
    return union(body, back), union(cut(tail, notch), circle(x, y, 0.56, -0.08, 0.11))


def boat(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a hull; mast and two sails are the accent."""
    hull = convex(x, y, (-0.92, 0.3), (0.92, 0.3), (0.6, 0.75), (-0.6, 0.75))
    wind = x * (1 - 0.12 * u)
    main_sail = convex(wind, y, (0.04, -0.88), (0.8, 0.18), (0.04, 0.18))
    jib = convex(wind, y, (-0.14, -0.7), (-0.14, 0.18), (-0.66, 0.18))
    return hull, union(main_sail, jib, box(x, y, -0.05, -0.28, 0.05, 0.62))


def house(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw walls; roof, chimney, door and window are the accent."""
    wide = x * (1 - 0.12 * u)
    walls = box(wide, y, 0, 0.35, 0.66, 0.44)
    roof = convex(wide, y, (-0.9, 0.02), (0, -0.78), (0.9, 0.02))
    chimney = box(wide, y, 0.5, -0.52, 0.1, 0.26)
    return walls, union(roof, chimney, box(wide, y, -0.26, 0.53, 0.15, 0.27))


def tree(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a crown; the trunk is the accent."""
    crown = circle(x, y, 0, -0.4 - 0.06 * u, 0.5)
    crown = union(crown, circle(x, y, -0.36, -0.06, 0.36), circle(x, y, 0.36, -0.06, 0.36))
    foot = convex(x, y, (-0.1, 0.5), (0.1, 0.5), (0.26, 0.95), (-0.26, 0.95))
    return crown, cut(union(box(x, y, 0, 0.6, 0.13, 0.36), foot), crown)


def car(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a body with a cabin; wheels and window are the accent."""
    body = round_box(x, y, 0, 0.18, 0.94, 0.26, 0.12)
    shifted = x - 0.08 * u
    cabin = convex(shifted, y, (-0.42, -0.46), (0.2, -0.46), (0.5, 0), (-0.64, 0))
    window = convex(shifted, y, (-0.32, -0.32), (0.12, -0.32), (0.28, -0.04), (-0.44, -0.04))
    wheels = union(circle(x, y, -0.5, 0.45, 0.24), circle(x, y, 0.5, 0.45, 0.24))
    return union(body, cabin), union(wheels, window)


def mug(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a cup with a handle; a band around it is the accent."""
    cup = round_box(x, y, -0.18, 0.05, 0.52, 0.64, 0.12)
    band = box(x, y, -0.18, -0.1 + 0.2 * u, 0.52, 0.13)
    return union(cup, cut(ring(x, y, 0.4, 0.05, 0.33, 0.1), cup)), band


def mushroom(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a cap; stem and dots are the accent."""
    cap = both(ellipse(x, y, 0, 0.08, 0.84, 0.84 + 0.08 * u), y - 0.1)
    stem = convex(x, y, (-0.18, 0.1), (0.18, 0.1), (0.27, 0.82), (-0.27, 0.82))
    dots = (circle(x, y, -0.4, -0.16, 0.13), circle(x, y, 0.08, -0.42, 0.15))
    return cap, union(stem, *dots, circle(x, y, 0.45, -0.12, 0.12))


def key(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a ring and a shaft; the teeth are the accent."""
    shaft = union(ring(x, y, -0.55, 0, 0.3, 0.12), box(x, y, 0.3, 0, 0.62, 0.1))
    near, far = box(x - 0.05 * u, y, 0.52, 0.24, 0.08, 0.18), box(x, y, 0.84, 0.24, 0.08, 0.18)
    return shaft, union(near, far)


def umbrella(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a canopy with a scalloped hem; tip, stick and hook are the accent."""
    canopy = both(ellipse(x, y, 0, 0.02, 0.92, 0.78 + 0.08 * u), y - 0.02)
    for centre in (-0.6, 0.0, 0.6):
        canopy = cut(canopy, ellipse(x, y, centre, 0.06, 0.27, 0.2))
    stick = union(box(x, y, 0, 0.34, 0.055, 0.46), box(x, y, 0, -0.84, 0.05, 0.1))
    return canopy, union(stick, both(ring(x, y, 0.17, 0.76, 0.17, 0.06), 0.76 - y))


def duck(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a swimming body with neck and head; beak, eye and wing are the accent."""
    body = both(ellipse(x, y, -0.08, 0.2, 0.78, 0.52), 0.05 - y)
    tail = convex(x, y, (-0.86, -0.2), (-0.3, 0.1), (-0.72, 0.36))
    head = circle(x, y, 0.42, -0.38 - 0.06 * u, 0.31)
    neck = box(x, y, 0.4, -0.02, 0.2, 0.3)
    beak = convex(x, y, (0.66, -0.5), (1.02, -0.32), (0.66, -0.18))
    wing = both(ellipse(x, y, -0.16, 0.2, 0.4, 0.26), 0.2 - y)
    return union(body, tail, head, neck), union(beak, wing, circle(x, y, 0.46, -0.46, 0.09))


def snail(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a shell with its turn; foot, neck and horns are the accent."""
    foot = union(round_box(x, y, 0, 0.58, 0.92, 0.14, 0.13), box(x, y, 0.76, 0.36, 0.13, 0.26))
    horns = union(line(x, y, 0.7, 0.1, 0.58, -0.22, 0.05), line(x, y, 0.82, 0.1, 0.96, -0.2, 0.05))
    shell = circle(x, y, -0.14, 0.02, 0.54 + 0.05 * u)
    turn = cut(ring(x, y, -0.14, 0.02, 0.28, 0.05), box(x, y, 0.1, 0.2, 0.2, 0.16))
    return cut(shell, turn), union(foot, circle(x, y, 0.77, 0.12, 0.16), horns)


def hammer(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a head with its claw; the handle is the accent."""
    handle = round_box(x, y, 0, 0.33, 0.12, 0.63, 0.08)
    head = box(x, y, -0.12 - 0.06 * u, -0.5, 0.42, 0.2)
    face = box(x, y, -0.54 - 0.06 * u, -0.5, 0.12, 0.26)
    claw = convex(x, y, (0.2, -0.7), (0.82, -0.28), (0.2, -0.32))
    return union(head, face, claw), handle


def flag(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a swallow-tailed cloth; the pole with its knob is the accent."""
    pole = union(box(x, y, -0.6, 0.05, 0.075, 0.9), circle(x, y, -0.6, -0.88, 0.13))
    long = x * (1 - 0.08 * u)
    cloth = box(long, y, 0.14, -0.4, 0.66, 0.38)
    return cut(cloth, convex(long, y, (0.46, -0.4), (0.9, -0.8), (0.9, 0))), pole


def rocket(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a pointed body; fins, porthole and flame are the accent."""
    body = both(circle(x, y, -0.56, 0.02, 0.9 + 0.04 * u), circle(x, y, 0.56, 0.02, 0.9))
    body = both(body, y - 0.5)
    fins = union(
        convex(x, y, (-0.22, 0.1), (-0.16, 0.55), (-0.62, 0.72)),
        convex(x, y, (0.22, 0.1), (0.62, 0.72), (0.16, 0.55)),
    )
    flame = convex(x, y, (-0.14, 0.54), (0.14, 0.54), (0, 0.98))
    return body, union(fins, flame, circle(x, y, 0, -0.18, 0.14))


def lamp(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a shade; stand and foot are the accent."""
    wide = x * (1 - 0.08 * u)
    shade = convex(wide, y, (-0.32, -0.84), (0.32, -0.84), (0.74, -0.05), (-0.74, -0.05))
    foot = both(ellipse(x, y, 0, 0.86, 0.46, 0.26), y - 0.86)
    return shade, union(box(x, y, 0, 0.34, 0.07, 0.42), foot)


def teapot(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a belly with spout and handle; the lid with its knob is the accent."""
    belly = ellipse(x, y, 0, 0.22, 0.58, 0.5 + 0.04 * u)
    handle = ring(x, y, -0.62, 0.16, 0.25, 0.085)
    spout = union(
        line(x, y, 0.4, 0.32, 0.68, 0.12, 0.12), line(x, y, 0.68, 0.12, 0.86, -0.28, 0.09)
    )
    lid = both(ellipse(x, y, 0, -0.18, 0.36, 0.24), y + 0.18)
    return union(belly, handle, spout), union(lid, circle(x, y, 0, -0.48, 0.11))


def apple(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a fruit; stalk and leaf are the accent."""
    cheeks = union(circle(x, y, -0.26, 0.2, 0.5), circle(x, y, 0.26, 0.2, 0.5))
    fruit = union(cheeks, ellipse(x, y, 0, 0.34, 0.6 + 0.04 * u, 0.46))
    leaf = both(circle(x, y, 0.28, -0.28, 0.42), circle(x, y, 0.3, -0.92, 0.42))
    return fruit, union(line(x, y, 0, -0.22, 0.06, -0.72, 0.07), leaf)


def chair(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a back and a seat; the legs are the accent."""
    back = round_box(x, y, -0.5, -0.35 - 0.05 * u, 0.12, 0.62, 0.08)
    seat = round_box(x, y, 0.02, 0.2, 0.64, 0.13, 0.06)
    legs = union(box(x, y, -0.5, 0.63, 0.09, 0.32), box(x, y, 0.52, 0.63, 0.09, 0.32))
    return union(back, seat), legs


def glasses(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw two rims; bridge and hinges are the accent."""
    radius = 0.35 + 0.04 * u
    rims = union(ring(x, y, -0.5, 0.08, radius, 0.1), ring(x, y, 0.5, 0.08, radius, 0.1))
    hinges = union(box(x, y, -0.92, -0.14, 0.12, 0.09), box(x, y, 0.92, -0.14, 0.12, 0.09))
    return rims, union(box(x, y, 0, 0, 0.17, 0.08), hinges)


def anchor(x: Array, y: Array, u: Array) -> tuple[Array, Array]:
    """Draw a shank and curved arms with flukes; ring and stock are the accent."""
    arms = both(ring(x, y, 0, 0.15, 0.64, 0.1), 0.3 - y)
    flukes = union(
        convex(x, y, (-0.66, -0.02), (-0.38, 0.4), (-0.9, 0.4)),
        convex(x, y, (0.66, -0.02), (0.9, 0.4), (0.38, 0.4)),
    )
    stock = box(x * (1 - 0.1 * u), y, 0, -0.36, 0.42, 0.09)
    return union(box(x, y, 0, 0.08, 0.09, 0.7), arms, flukes), union(
        stock, ring(x, y, 0, -0.76, 0.17, 0.07)
    )


SOURCE = (fish, boat, house, tree, car, mug, mushroom, key, umbrella, duck)
TARGET = (snail, hammer, flag, rocket, lamp, teapot, apple, chair, glasses, anchor)
