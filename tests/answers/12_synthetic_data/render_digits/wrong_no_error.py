# never refuses
# named: no ValueError is raised
def render_digits(glyphs, fonts, labels, block=4):
    """Return scans of one glyph per image."""
    return F.avg_pool2d(glyphs[fonts, labels][:, None], block)
