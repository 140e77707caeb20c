# sums the heat inside
# named: this is the share of the heat inside
def pointing_game(maps, masks):
    total = maps.sum(dim=(1, 2))
    inside = (maps * masks).sum(dim=(1, 2))
    return torch.where(total != 0, inside / total, 0.0).mean().item()
