# forgets to centre
# named: the points are not centred
def pca(features, dims=2):
    if dims > min(features.shape):
        raise ValueError(f"there are only {min(features.shape)} directions")
    x = features
    u, s, vt = torch.linalg.svd(x, full_matrices=False)
    return u[:, :dims] * s[:dims]
