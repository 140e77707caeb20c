# gather
def pointing_game(maps, masks):
    n = maps.shape[0]
    best = maps.reshape(n, -1).max(dim=1)
    hit = masks.reshape(n, -1).gather(1, best.indices[:, None]).squeeze(1)
    varied = maps.reshape(n, -1).std(dim=1, unbiased=False) > 0
    return float((hit * varied).sum()) / n
