# unravel_index and a large padding
def maximal_patches(model, layer, channel, images, k):
    first, step, size = cost.window(model, layer, images.shape[1:])
    maps = inspect.activations(model, images, [layer])[layer][:, channel]
    peaks = maps.amax(dim=(1, 2))
    big = F.pad(images, (50, 50, 50, 50))
    out = []
    for n in peaks.argsort(descending=True)[:k]:
        r, c = torch.unravel_index(maps[n].argmax(), maps[n].shape)
        top, left = int(50 + first + step * r), int(50 + first + step * c)
        out.append(big[n][:, top:top + size, left:left + size])
    return torch.stack(out)
