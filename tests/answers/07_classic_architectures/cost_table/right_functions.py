# a small function for each kind of layer, kept in a dict
def moved(side, size, stride, padding):
    return (side + 2 * padding - size) // stride + 1


def conv_row(shape, kernels, size, stride, padding):
    c, h, w = shape
    out = (kernels, moved(h, size, stride, padding), moved(w, size, stride, padding))
    per_output = c * size**2
    numbers = out[0] * out[1] * out[2]
    return out, numbers / 256, kernels * per_output + kernels, numbers * per_output


def pool_row(shape, size, stride):
    out, kib, _, _ = conv_row(shape, shape[0], size, stride, 0)
    return out, kib, 0, 0


def flatten_row(shape):
    return (int(torch.tensor(shape).prod()),), 0, 0, 0


def linear_row(shape, outputs):
    if len(shape) > 1:
        raise ValueError(f"maps of shape {shape} must be flattened first")
    return (outputs,), outputs / 256, (shape[0] + 1) * outputs, shape[0] * outputs


def cost_table(layers, input_shape):
    rows = [(input_shape,)]
    kinds = {"conv": conv_row, "pool": pool_row, "flatten": flatten_row, "linear": linear_row}
    for kind, *numbers in layers:
        rows.append(kinds[kind](rows[-1][0], *numbers))
    return rows[1:]
