# four loops in plain Python, with a bounds check instead of padding
def conv2d_single(image, kernel, stride=1, padding=0):
    """Return the cross-correlation of one channel with one kernel."""
    pixels, weights = image.tolist(), kernel.tolist()
    height, width = len(pixels), len(pixels[0])
    rows = []
    for top in range(-padding, height + padding - len(weights) + 1, stride):
        row = []
        for left in range(-padding, width + padding - len(weights[0]) + 1, stride):
            total = 0
            for a in range(len(weights)):
                for b in range(len(weights[0])):
                    y, x = top + a, left + b
                    if 0 <= y < height and 0 <= x < width:
                        total += pixels[y][x] * weights[a][b]
            row.append(total)
        rows.append(row)
    return torch.tensor(rows)
