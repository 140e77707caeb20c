# pixel i of the result is pixel i // scale
def upsample_nearest(x, scale):
    rows, columns = (torch.arange(scale * length) // scale for length in x.shape[2:])
    return x[:, :, rows[:, None], columns]
