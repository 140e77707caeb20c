# takes the largest
# named: the farthest come first
def nearest_neighbours(features, query, k):
    if k > len(features) - 1:
        raise ValueError(f"there are only {len(features) - 1} other rows")
    distances = (features - features[query]).norm(dim=1)
    distances[query] = -1
    return distances.topk(k).indices
