# the model sees the same image twice
# named: the image is not moved
def shift_error(model, x, shift):
    before, after = model(x), model(x)
    width = before.shape[-1]
    expected = torch.roll(before, shift * width // x.shape[-1], dims=-1)
    margin = width // 4
    after, expected, before = (y[..., margin : width - margin] for y in (after, expected, before))
    return ((after - expected).abs().mean() / expected.abs().mean()).item()
