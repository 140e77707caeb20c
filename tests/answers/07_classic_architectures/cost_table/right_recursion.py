# the first row, then the table of the rest
def cost_table(layers, input_shape):
    if not layers:
        return []
    (kind, *n), (c, *sides) = layers[0], input_shape
    if kind == "flatten":
        for side in sides:
            c *= side
        row = ((c,), 0.0, 0, 0)
    elif kind == "linear":
        if sides:
            raise ValueError("not flat")
        row = ((n[0],), n[0] / 256, n[0] * (c + 1), n[0] * c)
    else:
        kernels, size, stride, padding = n if kind == "conv" else (c, n[0], n[1], 0)
        h, w = (len(range(0, s + 2 * padding - size + 1, stride)) for s in sides)
        work = c * size * size * (kind == "conv")
        params = kernels * (work + 1) if kind == "conv" else 0
        row = ((kernels, h, w), kernels * h * w / 256, params, kernels * h * w * work)
    return [row, *cost_table(layers[1:], row[0])]
