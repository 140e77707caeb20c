# rolled along the rows
# named: the image is moved down, not right
def shift_error(model, x, shift):
    before, after = model(x), model(torch.roll(x, shift, dims=-2))
    width = before.shape[-1]
    expected = torch.roll(before, shift * width // x.shape[-1], dims=-2)
    margin = width // 4
    after, expected, before = (y[..., margin : width - margin] for y in (after, expected, before))
    return ((after - expected).abs().mean() / expected.abs().mean()).item()
