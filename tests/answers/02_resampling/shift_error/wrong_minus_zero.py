# a slice that ends at −0
# named: [..., 0:-0] is empty
def shift_error(model, x, shift):
    before, after = model(x), model(torch.roll(x, shift, dims=-1))
    width = before.shape[-1]
    expected = torch.roll(before, shift * width // x.shape[-1], dims=-1)
    m = width // 4
    difference = (after - expected)[..., m:-m].abs().mean()
    return (difference / expected[..., m:-m].abs().mean()).item()
