# bernoulli of what is kept, and where
def dropout(x, p, training, generator):
    if not training:
        return x.clone()
    kept = torch.bernoulli(torch.full(x.shape, 1 - p), generator=generator).bool()
    return torch.where(kept, x / (1 - p), torch.zeros_like(x))
