# where the last stamp ends
def conv_transpose_output_size(size, kernel_size, stride=1, padding=0, output_padding=0):
    if not output_padding < stride:
        raise ValueError("output_padding must be smaller than the stride")
    cells = set()
    for start in range(0, size * stride, stride):
        cells |= {start, start + kernel_size - 1}
    kept = max(cells) + 1 + output_padding - padding - padding
    if kept > 0:
        return kept
    raise ValueError("nothing is left")
