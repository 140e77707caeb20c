# cdist, then the query is filtered out
def nearest_neighbours(features, query, k):
    order = torch.cdist(features[[query]], features)[0].argsort()
    order = order[order != query]
    if len(order) < k:
        raise ValueError(f"{k} neighbours of {len(order)}")
    return order[:k]
