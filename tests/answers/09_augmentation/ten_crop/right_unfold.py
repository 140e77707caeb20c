# all windows at once, ten picked
def ten_crop(images, size):
    both = torch.stack([images, torch.flip(images, [3])])
    windows = both.unfold(3, size, 1).unfold(4, size, 1)
    h, w = windows.shape[3] - 1, windows.shape[4] - 1
    y, x = [0, 0, h, h, h // 2], [0, w, 0, w, w // 2]
    return windows[:, :, :, y, x].permute(0, 3, 1, 2, 4, 5).reshape(10, *images.shape[:2], size, size)
