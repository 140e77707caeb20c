# forgets that positions are step pixels apart
# named: step is ignored
def maximal_patches(model, layer, channel, images, k):
    first, step, size = cost.window(model, layer, images.shape[1:])
    maps = inspect.activations(model, images, [layer])[layer][:, channel]
    values, places = maps.flatten(1).max(dim=1)
    padded, patches = F.pad(images, (size,) * 4), []
    for number in values.topk(k).indices.tolist():
        row, column = divmod(places[number].item(), maps.shape[-1])
        top, left = size + first + row, size + first + column
        patches.append(padded[number, :, top : top + size, left : left + size])
    return torch.stack(patches)
