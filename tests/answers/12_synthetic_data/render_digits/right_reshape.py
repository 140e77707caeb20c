# a dimension for the place in the block
def render_digits(glyphs, fonts, labels, block=4):
    """Return scans of one glyph per image."""
    if glyphs.shape[2] % block or glyphs.shape[3] % block:
        raise ValueError("the blocks do not fit")
    ink = glyphs[fonts, labels]
    n, height, width = ink.shape
    blocks = ink.reshape(n, height // block, block, width // block, block)
    return blocks.mean(dim=(2, 4)).unsqueeze(1)
