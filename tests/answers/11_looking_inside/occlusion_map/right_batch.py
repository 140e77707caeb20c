# all covered copies in one batch
def occlusion_map(model, image, label, size, stride):
    c, h, w = image.shape
    if size > h or size > w:
        raise ValueError("too large")
    ys, xs = range(0, h - size + 1, stride), range(0, w - size + 1, stride)
    batch = image.expand(len(ys) * len(xs), c, h, w).clone()
    for n in range(len(batch)):
        y, x = ys[n // len(xs)], xs[n % len(xs)]
        batch[n, :, y:y + size, x:x + size] = 0
    with torch.no_grad():
        p = F.softmax(model(torch.cat([image[None], batch])), dim=-1)[:, label]
    return (p[0] - p[1:]).view(len(ys), len(xs))
