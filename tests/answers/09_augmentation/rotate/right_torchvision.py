# torchvision, one image at a time
def rotate(images, degrees):
    how = v2.InterpolationMode.BILINEAR
    pairs = zip(images, degrees.tolist(), strict=True)
    return torch.stack([v2.rotate(image, angle, interpolation=how) for image, angle in pairs])
