# mean squares
# named: squares are averaged
def shift_error(model, x, shift):
    before, after = model(x), model(torch.roll(x, shift, dims=-1))
    width = before.shape[-1]
    expected = torch.roll(before, shift * width // x.shape[-1], dims=-1)
    margin = width // 4
    after, expected, before = (y[..., margin : width - margin] for y in (after, expected, before))
    return ((after - expected).square().mean() / expected.square().mean()).item()
