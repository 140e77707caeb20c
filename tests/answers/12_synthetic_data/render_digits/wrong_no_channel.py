# the channel is missing
# named: the channel dimension is missing
def render_digits(glyphs, fonts, labels, block=4):
    """Return scans of one glyph per image."""
    if glyphs.shape[2] % block or glyphs.shape[3] % block:
        raise ValueError("the blocks do not fit")
    return F.avg_pool2d(glyphs[fonts, labels], block)
