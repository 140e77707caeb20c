# uniform_ and lerp
def color_jitter(images, brightness, contrast, generator):
    shape = (images.shape[0], 1, 1, 1)
    b, c = (torch.empty(shape, dtype=images.dtype).uniform_(1 - a, 1 + a, generator=generator)
            for a in (brightness, contrast))
    bright = torch.clamp(b * images, min=0.0, max=1.0)
    grey = bright.flatten(1).mean(1)[:, None, None, None].expand_as(bright)
    return torch.lerp(grey, bright, c.expand_as(bright)).clamp(min=0.0, max=1.0)
