# scans nothing
# named: block is ignored
def render_digits(glyphs, fonts, labels, block=4):
    """Return scans of one glyph per image."""
    if glyphs.shape[2] % block or glyphs.shape[3] % block:
        raise ValueError("the blocks do not fit")
    return glyphs[fonts, labels][:, None]
