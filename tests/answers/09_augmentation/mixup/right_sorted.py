# partners from sorted random numbers, image by image
def mixup(images, labels, num_classes, lam, generator):
    partner = torch.rand(len(images), generator=generator).argsort().tolist()
    hot = F.one_hot(labels, num_classes).double()
    pairs = list(enumerate(partner))
    return (torch.stack([lam * images[i] + (1 - lam) * images[j] for i, j in pairs]),
            torch.stack([lam * hot[i] + (1 - lam) * hot[j] for i, j in pairs]).to(images))
