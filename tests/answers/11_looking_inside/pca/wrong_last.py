# eigh sorts upwards
# named: the last directions are taken
def pca(features, dims=2):
    if dims > min(features.shape):
        raise ValueError(f"there are only {min(features.shape)} directions")
    x = features - features.mean(dim=0)
    vectors = torch.linalg.eigh(x.T @ x)[1]
    return x @ vectors[:, :dims].flip(1)
