"""``labkit walkthrough``: a site of all labs with their solutions, for those who learn alone."""

import argparse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tqdm import tqdm

from labkit.teaching.course import all_labs, find_lab, find_root, read_notebook
from labkit.walkthrough.build import build, require_replaceable
from labkit.walkthrough.execute import executed
from labkit.walkthrough.links import problems
from labkit.walkthrough.page import about, page


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command's own options."""
    parser = argparse.ArgumentParser(prog="labkit walkthrough", description=__doc__)
    parser.add_argument("lab", nargs="*", help="name or number of a lab (default: all)")
    parser.add_argument(
        "--output", type=Path, default=Path("site"), metavar="FOLDER", help="(default: site/)"
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=1,
        help="notebooks at a time (default: 1); with more, times measured in labs get worse",
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Execute, render and check; return 1 if the site has a broken link or anything else wrong."""
    root = find_root()
    require_replaceable(options.output)
    labs = [find_lab(root, name) for name in options.lab] or all_labs(root)
    kept = root / "dist" / "walkthrough"
    with ThreadPoolExecutor(max(1, options.jobs)) as pool:
        runs = pool.map(lambda lab: executed(lab, kept), labs)
        notebooks = list(tqdm(runs, "executing", len(labs), unit="lab", disable=None))
    pages = {
        about(lab.name, notebook): page(notebook, read_notebook(lab.release))
        for lab, notebook in zip(labs, notebooks, strict=True)
    }
    found = [*build(pages, options.output), *problems(options.output)]
    for line in found:
        print(f"NOT WELL  {line}")
    size = sum(path.stat().st_size for path in options.output.rglob("*") if path.is_file())
    print(f"{options.output / 'index.html'}: {len(labs)} labs, {size / 2**20:.1f} MiB")
    return 1 if found else 0
