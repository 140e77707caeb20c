# returns the distances
# named: these are the distances
def nearest_neighbours(features, query, k):
    if k > len(features) - 1:
        raise ValueError(f"there are only {len(features) - 1} other rows")
    distances = (features - features[query]).norm(dim=1)
    distances[query] = torch.inf
    return distances.topk(k, largest=False).values
