# cut with narrow, the mean absolute error of F
def shift_error(model, x, shift):
    def middle(y):
        margin = y.shape[-1] // 4
        return y.narrow(-1, margin, y.shape[-1] - 2 * margin)

    before = model(x)
    steps, _ = divmod(shift * before.shape[-1], x.shape[-1])
    expected = middle(torch.cat([before, before, before], -1).roll(steps, -1)[
        ..., before.shape[-1]:2 * before.shape[-1]])
    after = middle(model(torch.roll(x, shift, dims=-1)))
    return (F.l1_loss(after, expected) / expected.abs().mean()).item()
