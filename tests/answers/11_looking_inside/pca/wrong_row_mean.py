# centres the rows
# named: each row is centred
def pca(features, dims=2):
    if dims > min(features.shape):
        raise ValueError(f"there are only {min(features.shape)} directions")
    x = features - features.mean(dim=1, keepdim=True)
    u, s, vt = torch.linalg.svd(x, full_matrices=False)
    return u[:, :dims] * s[:dims]
