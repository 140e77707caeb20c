# the smaller output is moved by the whole shift
# named: the output is half as wide, so it moves by half of shift
def shift_error(model, x, shift):
    before, after = model(x), model(torch.roll(x, shift, dims=-1))
    width = before.shape[-1]
    expected = torch.roll(before, shift, dims=-1)
    margin = width // 4
    after, expected, before = (y[..., margin : width - margin] for y in (after, expected, before))
    return ((after - expected).abs().mean() / expected.abs().mean()).item()
