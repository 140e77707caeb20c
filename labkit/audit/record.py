"""Which labs have passed their audit as they are now: a key for all that the result depends on."""

import ast
import hashlib
from pathlib import Path

from labkit.teaching.course import Lab

# What an audit runs through, besides the modules that the lab itself imports.
_ALWAYS = ("labkit.audit.lab", "labkit.audit.totals", "labkit.check")
_SHOWN = ("labkit.plots", "labkit.explore")  # pictures decide no grade


def key(root: Path, lab: Lab) -> str:
    """Return a key for a lab's source, its kept answers, its exceptions, and labkit's code.

    Of labkit only what the lab imports counts, with what that imports, the checks, and the audit
    itself, but nothing that only shows pictures. Versions of other packages do not count: the key
    must be the same on every machine.
    """
    hashed = hashlib.sha256()
    for path in _files(root, lab):
        hashed.update(path.relative_to(root).as_posix().encode() + b"\0")
        hashed.update(hashlib.sha256(path.read_bytes()).digest())
    return hashed.hexdigest()


def has_passed(root: Path, lab: Lab) -> bool:
    """Return whether the audit that was recorded last is of the lab as it is."""
    path = _record(root, lab)
    return path.is_file() and path.read_text(encoding="utf-8").strip() == key(root, lab)


def record(root: Path, lab: Lab) -> Path:
    """Write down that a lab has passed as it is, and return where."""
    path = _record(root, lab)
    path.write_text(f"{key(root, lab)}\n", encoding="utf-8")
    return path


def _record(root: Path, lab: Lab) -> Path:
    return root / "tests" / "audit" / f"{lab.name}.passed"


def _files(root: Path, lab: Lab) -> list[Path]:
    answers = (root / "tests" / "answers" / lab.name).rglob("*.py")
    exceptions = root / "tests" / "audit" / f"{lab.name}.toml"
    own = [lab.source, *answers, *[exceptions] * exceptions.is_file()]
    return sorted({*own, *_modules(root, lab.source)})


def _modules(root: Path, source: Path) -> set[Path]:
    """Return the files of labkit that a source needs, and those of the audit."""
    found: set[Path] = set()
    waiting = [_module(root, name) for name in _ALWAYS] + list(_imported(root, source))
    while waiting:
        path = waiting.pop()
        if path is not None and path not in found:
            found.add(path)
            waiting += _imported(root, path)
    return found


def _imported(root: Path, path: Path) -> set[Path]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    parts = {".".join(n.split(".")[:i]) for n in names for i in range(1, n.count(".") + 2)}
    paths = {_module(root, name) for name in parts if name.split(".")[0] == "labkit"}
    return {path for path in paths if path is not None}


def _module(root: Path, name: str) -> Path | None:
    if name.startswith(_SHOWN):
        return None
    base = root.joinpath(*name.split("."))
    return next((p for p in (base.with_suffix(".py"), base / "__init__.py") if p.is_file()), None)
