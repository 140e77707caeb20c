# einsum over the axes
def pca_color(images, variances, directions, std, generator):
    a = torch.normal(0.0, torch.full((len(images), 3), float(std)), generator=generator)
    colour = torch.einsum("ci,i,ni->nc", directions, variances, a.to(directions.dtype))
    return images + colour.reshape(-1, 3, 1, 1)
