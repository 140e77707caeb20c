# torchvision cuts and enlarges
import math


def random_resized_crop(images, scale, generator):
    low, high = scale
    height, width = images.shape[-2:]
    result = torch.empty_like(images)
    for i, image in enumerate(images):
        u = torch.rand(3, generator=generator).tolist()
        side = math.sqrt(low + (high - low) * u[0])
        h, w = round(height * side), round(width * side)
        top, left = math.floor(u[1] * (height - h + 1)), math.floor(u[2] * (width - w + 1))
        result[i] = v2.resized_crop(image, top, left, h, w, [height, width])
    return result
