# looks up the smallest value
# named: the smallest value is looked up
def pointing_game(maps, masks):
    flat = maps.flatten(1)
    hit = masks.flatten(1)[torch.arange(len(maps)), flat.argmin(dim=1)]
    points = flat.amax(dim=1) > flat.amin(dim=1)
    return (hit & points).double().mean().item()
