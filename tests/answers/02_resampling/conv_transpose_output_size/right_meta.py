# a layer without numbers
def conv_transpose_output_size(size, kernel_size, stride=1, padding=0, output_padding=0):
    if output_padding >= stride:
        raise ValueError("output_padding")
    layer = torch.nn.ConvTranspose1d(1, 1, kernel_size, stride, padding, output_padding,
                                     device="meta")
    try:
        return layer(torch.empty(1, 1, size, device="meta")).shape[-1]
    except RuntimeError as error:
        raise ValueError("nothing is left") from error
