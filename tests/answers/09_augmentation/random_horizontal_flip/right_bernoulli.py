# bernoulli draws, torchvision mirrors, numbers blend
def random_horizontal_flip(images, boxes, p, generator):
    m = torch.bernoulli(torch.full((len(images), 1), float(p)), generator=generator).bool()
    w = images.shape[-1]
    mirror = torch.tensor([-1, 1, -1, 1]) * boxes[:, [2, 1, 0, 3]] + torch.tensor([w, 0, w, 0])
    flipped = v2.horizontal_flip(images)
    return flipped.where(m[:, :, None, None], images), mirror.where(m, boxes)
