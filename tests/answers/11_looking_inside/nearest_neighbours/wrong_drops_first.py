# drops the first of k + 1
# named: the first is dropped, but that may be a twin
def nearest_neighbours(features, query, k):
    if k > len(features) - 1:
        raise ValueError(f"there are only {len(features) - 1} other rows")
    distances = (features - features[query]).norm(dim=1)
    return distances.argsort(stable=True)[1 : k + 1]
