# pattern matching, numpy's product, rows as lists
import numpy as np


def cost_table(layers, input_shape):
    rows, shape = [], list(input_shape)
    for layer in layers:
        params = macs = 0
        match layer:
            case ("conv", kernels, size, stride, padding):
                weights = shape[0] * size * size
                sides = [(side + 2 * padding - size) // stride + 1 for side in shape[1:]]
                shape = [kernels, *sides]
                params, macs = kernels * (weights + 1), weights * int(np.prod(shape))
            case ("pool", size, stride):
                shape = [shape[0]] + [(side - size) // stride + 1 for side in shape[1:]]
            case ("flatten",):
                shape = [int(np.prod(shape))]
            case ("linear", outputs):
                if len(shape) != 1:
                    raise ValueError("a linear layer needs one vector")
                params, macs = outputs * (shape[0] + 1), outputs * shape[0]
                shape = [outputs]
        kib = 0 if layer[0] == "flatten" else np.float64(np.prod(shape)) * 4 / 1024
        rows.append([tuple(shape), kib, params, macs])
    return rows
