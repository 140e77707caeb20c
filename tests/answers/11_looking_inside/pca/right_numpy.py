# numpy's svd
import numpy as np

def pca(features, dims=2):
    x = np.asarray(features)
    if dims > min(x.shape):
        raise ValueError
    x = x - x.mean(axis=0)
    u, s, vt = np.linalg.svd(x, full_matrices=False)
    return (u @ np.diag(s))[:, :dims]
