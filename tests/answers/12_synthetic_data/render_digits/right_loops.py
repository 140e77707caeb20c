# loops over images and blocks
def render_digits(glyphs, fonts, labels, block=4):
    """Return scans of one glyph per image."""
    if glyphs.shape[2] % block or glyphs.shape[3] % block:
        raise ValueError("the blocks do not fit")
    height, width = glyphs.shape[2] // block, glyphs.shape[3] // block
    images = torch.zeros(len(labels), 1, height, width, dtype=glyphs.dtype)
    for n in range(len(labels)):
        page = glyphs[int(fonts[n]), int(labels[n])]
        for i in range(height):
            for j in range(width):
                piece = page[i * block : (i + 1) * block, j * block : (j + 1) * block]
                images[n, 0, i, j] = piece.mean()
    return images
