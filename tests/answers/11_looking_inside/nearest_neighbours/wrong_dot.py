# compares by dot product
# named: dot products are compared
def nearest_neighbours(features, query, k):
    if k > len(features) - 1:
        raise ValueError(f"there are only {len(features) - 1} other rows")
    scores = features @ features[query]
    scores[query] = -torch.inf
    return scores.topk(k).indices
