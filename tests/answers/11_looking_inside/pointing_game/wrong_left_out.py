# leaves maps out that point nowhere
# named: maps that point nowhere are left out
def pointing_game(maps, masks):
    flat = maps.flatten(1)
    hit = masks.flatten(1)[torch.arange(len(maps)), flat.argmax(dim=1)]
    points = flat.amax(dim=1) > flat.amin(dim=1)
    return hit[points].double().mean().item()
