# two operations for each multiply–add
# named: one multiply–add counts once
def cost_table(layers, input_shape):
    """Return a row (shape, KiB, parameters, multiply-adds) for each layer."""
    rows, shape = [], tuple(input_shape)
    for kind, *numbers in layers:
        if kind == "conv":
            kernels, size, stride, padding = numbers
            channels, height, width = shape
            height = (height + 2 * padding - size) // stride + 1
            width = (width + 2 * padding - size) // stride + 1
            shape = (kernels, height, width)
            params = kernels * (channels * size * size + 1)
            macs = 2 * kernels * height * width * channels * size * size
            kib = kernels * height * width * 4 / 1024
        elif kind == "pool":
            size, stride = numbers
            channels, height, width = shape
            shape = (channels, (height - size) // stride + 1, (width - size) // stride + 1)
            params, macs = 0, 0
            kib = shape[0] * shape[1] * shape[2] * 4 / 1024
        elif kind == "flatten":
            total = 1
            for n in shape:
                total *= n
            shape, kib, params, macs = (total,), 0.0, 0, 0
        else:
            (outputs,) = numbers
            if len(shape) == 3:
                raise ValueError("flatten first")
            params, macs = outputs * shape[0] + outputs, outputs * shape[0]
            shape, kib = (outputs,), outputs * 4 / 1024
        rows.append((shape, kib, params, macs))
    return rows
