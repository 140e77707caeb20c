# lets a resize do it
# named: the image is resized
def render_digits(glyphs, fonts, labels, block=4):
    """Return scans of one glyph per image."""
    if glyphs.shape[2] % block or glyphs.shape[3] % block:
        raise ValueError("the blocks do not fit")
    ink = glyphs[fonts, labels][:, None]
    size = ink.shape[2] // block, ink.shape[3] // block
    return F.interpolate(ink, size=size, mode="bilinear")
