# the output is compared where it was
# named: the output is not moved along before it is compared
def shift_error(model, x, shift):
    before, after = model(x), model(torch.roll(x, shift, dims=-1))
    width = before.shape[-1]
    margin = width // 4
    before, after = before[..., margin : width - margin], after[..., margin : width - margin]
    return ((after - before).abs().mean() / before.abs().mean()).item()
