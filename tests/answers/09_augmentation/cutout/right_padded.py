# a square of zeros on a padded mask
def cutout(images, size, generator):
    n, _, h, w = images.shape
    kept = torch.ones(n, h + 2 * size, w + 2 * size, dtype=images.dtype)
    rows = torch.randint(h, (n,), generator=generator) + size - size // 2
    columns = torch.randint(w, (n,), generator=generator) + size - size // 2
    for mask, top, left in zip(kept, rows.tolist(), columns.tolist(), strict=True):
        mask[top : top + size, left : left + size] = 0
    return images * kept[:, None, size : size + h, size : size + w]
