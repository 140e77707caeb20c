"""Check a folder of HTML pages: every link leads somewhere, and nothing comes from elsewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_LOADED = {"src", "srcset", "poster", "data"}
_IN_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')\s]+)""")


class Page(NamedTuple):
    """The anchors of a page, what it links to, and what a browser loads to show it."""

    anchors: set[str]
    links: list[str]
    loaded: list[str]


def problems(site: Path) -> list[str]:
    """Return a line for every link that leads nowhere and everything loaded from other hosts.

    Links to other sites are left alone: nothing is fetched until a reader clicks on one.
    """
    site = site.resolve()
    pages = {path: _read(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    found = []
    for path, page in sorted(pages.items()):
        where = path.relative_to(site).as_posix()
        found += [f"{where} loads {address}" for address in page.loaded if _is_elsewhere(address)]
        for address in (*page.links, *page.loaded):
            if not urlsplit(address).scheme and not address.startswith("//"):
                broken = _broken(site, path, address, pages)
                found += [f"{where}: {broken}"] if broken else []
    for path in sorted(site.rglob("*.css")):
        hits = _IN_STYLE.findall(path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(site).as_posix()} loads {address}" for address in hits]
    return found


def _broken(site: Path, path: Path, address: str, pages: dict[Path, Page]) -> str | None:
    parts = urlsplit(address)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_relative_to(site):
        return f"{address} leads out of the folder"
    if not target.is_file():
        return f"{address} does not exist"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors:
        return f"{address} has no such anchor"
    return None


def _is_elsewhere(address: str) -> bool:
    return address.startswith("//") or urlsplit(address).scheme not in ("", "data")


def _read(text: str) -> Page:
    reader = _Reader()
    reader.feed(text)
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page({""}, [], [])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attributes if value}
        self.page.anchors.update(values[name] for name in ("id", "name") if name in values)
        if "href" in values:
            kind = self.page.loaded if tag == "link" else self.page.links
            kind.append(values["href"])
        self.page.loaded.extend(values[name] for name in _LOADED & set(values) if tag != "meta")
        self.page.loaded.extend(_IN_STYLE.findall(values.get("style", "")))
