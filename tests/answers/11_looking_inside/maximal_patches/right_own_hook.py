# its own hook, gathers all windows with unfold
def maximal_patches(model, layer, channel, images, k):
    first, step, size = cost.window(model, layer, images.shape[1:])
    kept = []
    handle = model.get_submodule(layer).register_forward_hook(lambda m, i, o: kept.append(o))
    with torch.no_grad():
        model(images)
    handle.remove()
    maps = kept[0][:, channel]
    n, h, w = maps.shape
    values, places = maps.reshape(n, -1).max(1)
    images = F.pad(images, (size, size, size, size))
    windows = images.unfold(2, size, 1).unfold(3, size, 1)  # (N, C, y, x, size, size)
    chosen = torch.topk(values, k)[1]
    y = size + first + step * (places[chosen] // w)
    x = size + first + step * (places[chosen] % w)
    return windows[chosen, :, y, x]
