# image by image
def color_jitter(images, brightness, contrast, generator):
    def factor(amount):
        return 1 - amount + 2 * amount * torch.rand(1, generator=generator).item()

    result = []
    for image in images:
        image = torch.clip(image * factor(brightness), 0, 1)
        c = factor(contrast)
        result.append(torch.clip(c * image + (1 - c) * image.mean(), 0, 1))
    return torch.stack(result)
