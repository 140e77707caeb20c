"""A real browser for tests: Chromium, tabs that note what goes wrong in them, screenshots.

Fixtures for all test files, by way of conftest. ``LABKIT_SCREENSHOTS`` names the folder that keeps
the screenshots; every test that has a tab leaves one there, taken when it ended.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PATIENCE = 180_000  # milliseconds for any single step: two cores may be shared by many
_QUIET = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
_BAD = ("error", "warning")
_HERE = re.compile(r"file:|data:|blob:http://127\.0\.0\.1:|(http|ws)://127\.0\.0\.1:")
SCREENSHOTS = Path(
    os.environ.get("LABKIT_SCREENSHOTS") or Path(__file__).parents[1] / "dist" / "screenshots"
)


@pytest.fixture(scope="module")  # Playwright keeps an event loop running, which others stumble over
def chromium():
    """A real Chromium: the system's, or Playwright's own."""
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        _cannot("needs Playwright: labkit[tests]")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        found = found or playwright.chromium.executable_path
        if not Path(found).exists():
            _cannot("needs a browser: Debian's chromium, or `playwright install chromium`")
        browser = playwright.chromium.launch(executable_path=found, args=_QUIET, timeout=_PATIENCE)
        yield browser
        browser.close()


def _cannot(reason: str) -> None:
    """Skip, with the reason in the summary; under continuous integration, fail."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


@pytest.fixture
def offline_tab(request, chromium):
    """A tab on a laptop without a network."""
    with _tab(chromium, request.node.name, offline=True) as tab:
        yield tab


@pytest.fixture
def tab(request, chromium):
    """A tab that reaches servers on this machine."""
    with _tab(chromium, request.node.name) as tab:
        yield tab


@contextmanager
def _tab(chromium, name: str, **options) -> Iterator:
    """Yield a tab; afterwards, nothing may have gone wrong in it, nor come from elsewhere."""
    context = chromium.new_context(
        viewport={"width": 1366, "height": 800}, color_scheme="light", **options
    )
    context.set_default_timeout(_PATIENCE)
    tab, told, asked = context.new_page(), [], []
    tab.on("console", lambda line: told.append(line.text) if line.type in _BAD else None)
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("requestfailed", lambda request: told.append(request.url))
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("websocket", lambda socket: asked.append(socket.url))
    yield tab
    screenshot(tab, re.sub(r"\W+", "_", name).strip("_"))
    context.close()
    assert told == []
    assert [url for url in asked if not _HERE.match(url)] == []


def screenshot(tab, name: str, *parts) -> None:
    """Keep a picture of what is in sight, or of some parts of the page and what lies between."""
    clip = None
    if parts:
        parts[0].evaluate("part => part.scrollIntoView()")
        boxes = [part.bounding_box() for part in parts]
        left, top = (min(box[side] for box in boxes) for side in "xy")
        right = max(box["x"] + box["width"] for box in boxes)
        bottom = max(box["y"] + box["height"] for box in boxes) + 8
        clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    tab.screenshot(path=SCREENSHOTS / f"{name}.png", clip=clip)


def follow(tab, link, page: str) -> None:
    """Follow a link and wait for the whole page: a click returns with its first bytes."""
    link.click()
    tab.wait_for_url(re.compile(rf"/{page}\.html"))


def faint(tab) -> list[str]:
    """Return the texts in sight whose contrast is below WCAG's level AA: 4.5, or 3 where large."""
    return tab.evaluate(_FAINT)


_FAINT = """() => {
  const painter = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    painter.clearRect(0, 0, 1, 1);
    painter.fillStyle = colour;
    painter.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = painter.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) =>
    [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = (colour) => {
    const [r, g, b] = colour
      .map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const probe = document.documentElement.appendChild(document.createElement("i"));
  probe.style.background = "Canvas";
  const paper = rgba(getComputedStyle(probe).backgroundColor);
  probe.remove();
  for (const fading of document.getAnimations())
    if (fading.effect.getComputedTiming().endTime < Infinity) fading.finish();
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!words || !seen || !range.getClientRects().length) continue;
    const around = [];
    for (let e = element; e; e = e.parentElement) around.unshift(getComputedStyle(e));
    const style = around[around.length - 1];
    const below = around.reduce((colour, s) => over(rgba(s.backgroundColor), colour), paper);
    const ink = rgba(style.color);
    ink[3] *= around.reduce((product, s) => product * Number(s.opacity), 1);
    const [low, high] = [light(over(ink, below)), light(below)].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (large ? 3 : 4.5)) found.add(`${contrast.toFixed(2)}: ${words.slice(0, 60)}`);
  }
  return [...found];
}"""
