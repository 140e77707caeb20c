# gives what there is
# named: no ValueError is raised
def pca(features, dims=2):
    x = features - features.mean(dim=0)
    u, s, vt = torch.linalg.svd(x, full_matrices=False)
    return u[:, :dims] * s[:dims]
