# two masks for the whole batch
def cutout(images, size, generator):
    n, _, h, w = images.shape
    def inside(length):
        first = torch.randint(length, (n, 1), generator=generator) - size // 2
        return (torch.arange(length) >= first) & (torch.arange(length) < first + size)
    rows, columns = inside(h), inside(w)
    return images.masked_fill((rows.unsqueeze(2) & columns.unsqueeze(1)).unsqueeze(1), 0.0)
