# takes columns of Vᵀ for directions
# named: columns of Vᵀ are taken for directions
def pca(features, dims=2):
    if dims > min(features.shape):
        raise ValueError(f"there are only {min(features.shape)} directions")
    x = features - features.mean(dim=0)
    u, s, vt = torch.linalg.svd(x, full_matrices=False)
    return x @ vt[:, :dims]
