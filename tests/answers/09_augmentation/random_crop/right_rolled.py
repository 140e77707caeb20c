# rolls a padded image and cuts the middle, with numbers from random()
def random_crop(images, padding, generator):
    h, w = images.shape[2:]
    pieces = []
    for image in F.pad(images, [padding] * 4):
        down, right = (
            (torch.rand(2, generator=generator) * (2 * padding + 1)).long() - padding
        ).tolist()
        image = torch.roll(image, (down, right), dims=(1, 2))
        pieces.append(image[:, padding : padding + h, padding : padding + w])
    return torch.stack(pieces)
