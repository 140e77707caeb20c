"""The red team: submissions that cheat, harm, are broken or merely odd, and what they must get."""

from redteam import (
    cheats_files,
    cheats_forbid,
    cheats_machinery,
    cheats_names,
    cheats_notebook,
    cheats_returns,
    cheats_spies,
    harms,
    honest,
    honest_more,
    malformed,
    malformed_folders,
)
from redteam.entry import Red

KINDS: dict[str, list[Red]] = {
    "cheat": [
        *cheats_names.ENTRIES,
        *cheats_machinery.ENTRIES,
        *cheats_spies.ENTRIES,
        *cheats_files.ENTRIES,
        *cheats_notebook.ENTRIES,
        *cheats_forbid.ENTRIES,
        *cheats_returns.ENTRIES,
    ],
    "harm": harms.ENTRIES,
    "malformed": [*malformed.ENTRIES, *malformed_folders.ENTRIES],
    "honest": [*honest.ENTRIES, *honest_more.ENTRIES],
}
ALL: dict[str, Red] = {red.name: red for entries in KINDS.values() for red in entries}
