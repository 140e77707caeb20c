# torchvision
def ten_crop(images, size):
    return torch.stack(v2.ten_crop(images, [size, size]))
