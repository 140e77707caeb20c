# map by map
def pointing_game(maps, masks):
    hits = 0
    for heat, mask in zip(maps, masks):
        if heat.max() == heat.min():
            continue
        row, column = divmod(int(heat.argmax()), heat.shape[1])
        hits += bool(mask[row, column])
    return hits / len(maps)
