# roll, slice and mean
def shift_error(model, x, shift):
    before = model(x)
    after = model(x.roll(shift, 3))
    w = before.shape[3]
    m = w // 4
    expected = before.roll((shift * w) // x.shape[3], 3)[..., m:w - m]
    after = after[..., m:w - m]
    return float((after - expected).abs().mean() / expected.abs().mean())
