# a lambda over another function, with the exception raised by a function
def refuse(reason):
    raise ValueError(reason)


same_padding = lambda kernel_size, dilation=1: (
    refuse("even span") if (kernel_size - 1) * dilation & 1 else (kernel_size - 1) * dilation >> 1
)
