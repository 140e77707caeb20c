# projected on the rows of Vt
def pca(features, dims=2):
    n, d = features.shape
    if dims > n or dims > d:
        raise ValueError(f"{dims} directions of {min(n, d)}")
    centred = features - features.sum(0) / n
    vt = torch.linalg.svd(centred)[2]
    return centred @ vt[:dims].T
