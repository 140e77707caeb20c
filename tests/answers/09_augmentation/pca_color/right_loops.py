# axis by axis
def pca_color(images, variances, directions, std, generator):
    result = images.clone()
    for image in result:
        for i in range(3):
            amount = std * torch.randn(1, generator=generator).item()
            image += (amount * variances[i] * directions[:, i])[:, None, None]
    return result
