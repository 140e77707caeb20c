# takes maps without positive values for empty
# unnamed: nothing in the list does just this
def pointing_game(maps, masks):
    flat = maps.flatten(1)
    hit = masks.flatten(1)[torch.arange(len(maps)), flat.argmax(dim=1)]
    points = flat.amax(dim=1) > 0
    return (hit & points).double().mean().item()
