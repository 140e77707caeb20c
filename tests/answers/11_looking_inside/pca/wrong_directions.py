# returns the directions
# named: these are the directions
def pca(features, dims=2):
    if dims > min(features.shape):
        raise ValueError(f"there are only {min(features.shape)} directions")
    x = features - features.mean(dim=0)
    u, s, vt = torch.linalg.svd(x, full_matrices=False)
    return vt[:dims].T
