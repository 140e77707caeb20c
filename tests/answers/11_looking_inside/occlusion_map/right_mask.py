# multiplied with masks of zeros and ones
def occlusion_map(model, image, label, size, stride):
    _, h, w = image.shape
    if max(size - h, size - w) > 0:
        raise ValueError
    y, x = torch.arange(h)[:, None], torch.arange(w)[None]
    p = lambda im: model(im[None]).detach().softmax(-1).flatten()[label]
    def fall(t, l):
        hole = (y >= t) & (y < t + size) & (x >= l) & (x < l + size)
        return p(image) - p(image * ~hole)
    tops, lefts = range(0, h - size + 1, stride), range(0, w - size + 1, stride)
    return torch.tensor([[fall(t, l) for l in lefts] for t in tops], dtype=image.dtype)
