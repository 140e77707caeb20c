"""The outputs of one cell while it runs, as a notebook stores them, up to a limit."""

import json
from collections.abc import Callable

_CUT = "\n… the output was cut here: this cell wrote more than {kib:,} KiB.\n"


class Outputs:
    """Collects streams, displays, results and errors of one cell after the other."""

    def __init__(self, limit: int, drain: Callable[[], None]) -> None:
        """Keep at most ``limit`` bytes of text a cell; pictures count for a tenth.

        ``drain`` brings in what other code has written to the standard streams so far; it is
        called before anything is added, so that the order is right.
        """
        self._limit, self._drain = limit, drain
        self._by_id: dict[str, list[dict]] = {}
        self.begin()

    def begin(self) -> None:
        """Forget what has been collected."""
        self._items: list[dict] = []
        self._changed: set[str] = set()
        self._size, self._cut, self._clear = 0, False, False

    def end(self) -> list[dict]:
        """Return what has been collected, and begin anew."""
        items = self._items
        self.begin()
        return items

    def changed(self) -> dict[str, list]:
        """Return data and metadata of displays that have changed, by the displays' ids."""
        return {
            display_id: [item["data"], item["metadata"]]
            for display_id in sorted(self._changed)
            for item in self._by_id[display_id][:1]
        }

    def write(self, name: str, text: str) -> None:
        """Add text that Python code has written to stdout or stderr."""
        self._drain()
        self.stream(name, text)

    def stream(self, name: str, text: str) -> None:
        """Add text to stdout or stderr."""
        if not text or not self._room(len(text)):
            return
        last = self._items[-1] if self._items and not self._clear else {}
        if last.get("name") == name:
            last["text"].append(text)
        else:
            self._add({"output_type": "stream", "name": name, "text": [text]})

    def display(self, data: dict, metadata: dict, display_id: str | None, update: bool) -> None:
        """Add what ``display`` shows, or change what it showed before under the same id."""
        if not self._room(_size(data)):
            return
        if update:
            for item in self._by_id.get(display_id, []):
                item["data"], item["metadata"] = data, metadata
                self._changed.add(display_id)
            return
        item = {"output_type": "display_data", "data": data, "metadata": metadata}
        if display_id:
            self._by_id.setdefault(display_id, []).append(item)
            item["display_id"] = display_id
        self._drain()
        self._add(item)

    def result(self, data: dict, metadata: dict, count: int) -> None:
        """Add the value of the cell's last expression."""
        self._drain()
        if self._room(_size(data)):
            kind = {"output_type": "execute_result", "execution_count": count}
            self._add({**kind, "data": data, "metadata": metadata})

    def error(self, name: str, message: str, trace: list[str]) -> None:
        """Add an error; it is kept even when the limit is reached."""
        self._drain()
        trace = [line[:2000] for line in [*trace[:60], *trace[60:][-60:]]]
        kind = {"output_type": "error", "ename": name[:200], "evalue": message[:20_000]}
        self._add({**kind, "traceback": trace})

    def clear(self, wait: bool) -> None:
        """Drop the outputs so far, now or when the next one comes."""
        if wait:
            self._clear = True
        else:
            self._items.clear()

    def _add(self, item: dict) -> None:
        if self._clear:
            self._items.clear()
            self._clear = False
        self._items.append(item)

    def _room(self, size: int) -> bool:
        """Return whether so much more may be kept; say it once when not."""
        self._size += size
        if self._size <= self._limit:
            return True
        if not self._cut:
            self._cut = True
            text = _CUT.format(kib=self._limit // 1024)
            self._add({"output_type": "stream", "name": "stdout", "text": [text]})
        return False


def _size(data: dict) -> int:
    """Return what display data count for: text in full, pictures for a tenth."""
    sizes = {k: len(v) if isinstance(v, str) else len(json.dumps(v)) for k, v in data.items()}
    return sum(size // 10 if kind.startswith("image/") else size for kind, size in sizes.items())
