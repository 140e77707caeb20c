# rows and columns by advanced indexing
def random_crop(images, padding, generator):
    n, c, h, w = images.shape
    padded = F.pad(images, (padding, padding, padding, padding), value=0.0)
    place = torch.randint(2 * padding + 1, (2, n, 1), generator=generator)
    rows, columns = place[0] + torch.arange(h), place[1] + torch.arange(w)
    crops = padded[torch.arange(n)[:, None, None], :, rows[:, :, None], columns[:, None, :]]
    return crops.permute(0, 3, 1, 2)
