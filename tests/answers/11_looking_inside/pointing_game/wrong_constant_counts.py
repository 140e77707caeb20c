# forgets maps that point nowhere
# named: a map that is the same everywhere has missed
def pointing_game(maps, masks):
    flat = maps.flatten(1)
    hit = masks.flatten(1)[torch.arange(len(maps)), flat.argmax(dim=1)]
    points = flat.amax(dim=1) > flat.amin(dim=1)
    return hit.double().mean().item()
