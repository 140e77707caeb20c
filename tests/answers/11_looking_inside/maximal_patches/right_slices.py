# crops from an image padded on demand, loops over images
def maximal_patches(model, layer, channel, images, k):
    window = cost.window(model, layer, images.shape[1:])
    maps = inspect.activations(model, images, [layer])[layer]
    found = []
    for number in range(len(images)):
        m = maps[number, channel]
        best = m.max()
        row, column = (m == best).nonzero()[0].tolist()
        found.append((best.item(), number, row, column))
    found.sort(reverse=True)
    patches = []
    for _, number, row, column in found[:k]:
        patch = torch.zeros(images.shape[1], window.size, window.size, dtype=images.dtype)
        for i in range(window.size):
            for j in range(window.size):
                y, x = window.first + window.step * row + i, window.first + window.step * column + j
                if 0 <= y < images.shape[2] and 0 <= x < images.shape[3]:
                    patch[:, i, j] = images[number, :, y, x]
        patches.append(patch)
    return torch.stack(patches)
