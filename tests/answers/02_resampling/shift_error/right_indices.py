# columns picked by number, no roll
def shift_error(model, x, shift):
    wide = x.shape[-1]
    moved = x[..., [(column - shift) % wide for column in range(wide)]]
    with torch.no_grad():
        before, after = model(x), model(moved)
    width = before.shape[-1]
    by = shift * width // wide
    kept = [column for column in range(width // 4, width - width // 4)]
    expected = before[..., [(column - by) % width for column in kept]]
    return torch.dist(after[..., kept], expected, p=1) / expected.norm(p=1)
