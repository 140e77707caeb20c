"""The marked regions of a cell: solutions and hidden tests."""


def without(source: str, region: str) -> str:
    """Return a cell's source without the lines of a region and its two markers.

    >>> without("a\\n### BEGIN HIDDEN TESTS\\nb\\n### END HIDDEN TESTS\\nc", "HIDDEN TESTS")
    'a\\nc'
    """
    kept, inside = [], False
    for line in source.split("\n"):
        if f"BEGIN {region}" in line:
            inside = True
        elif f"END {region}" in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def visible_part(source: str) -> str:
    """Return a test cell's source without its hidden tests."""
    return without(source, "HIDDEN TESTS")
