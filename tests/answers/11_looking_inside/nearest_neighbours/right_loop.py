# in Python, with sorted
def nearest_neighbours(features, query, k):
    if k >= len(features):
        raise ValueError("not that many")
    def distance(i):
        return ((features[i] - features[query]) ** 2).sum().item()
    others = [i for i in range(len(features)) if i != query]
    return torch.tensor(sorted(others, key=distance)[:k])
