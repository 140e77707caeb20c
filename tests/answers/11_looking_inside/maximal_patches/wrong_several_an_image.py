# takes the k most excited positions of all images
# named: several patches come from one image
def maximal_patches(model, layer, channel, images, k):
    first, step, size = cost.window(model, layer, images.shape[1:])
    maps = inspect.activations(model, images, [layer])[layer][:, channel]
    _, height, width = maps.shape
    padded, patches = F.pad(images, (size,) * 4), []
    for place in maps.flatten().topk(k).indices.tolist():
        number, rest = divmod(place, height * width)
        row, column = divmod(rest, width)
        top, left = size + first + step * row, size + first + step * column
        patches.append(padded[number, :, top : top + size, left : left + size])
    return torch.stack(patches)
