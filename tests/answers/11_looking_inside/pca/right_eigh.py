# eigenvectors of the covariance
def pca(features, dims=2):
    if dims > min(features.shape):
        raise ValueError("too many")
    x = features - features.mean(0, keepdim=True)
    values, vectors = torch.linalg.eigh(x.T @ x)
    return x @ vectors.flip(1)[:, :dims]
