"""Training runs and trials of a search that come with the kit, recorded by a script.

They are real and remakeable: ``python -m labkit.teaching.record`` (two minutes) writes the file
that is read here, and says with which settings.
"""

import json
from pathlib import Path
from typing import NamedTuple

from labkit.train.history import History

FILE = Path(__file__).with_name("recorded.json")


class Trial(NamedTuple):
    """One short training run of a search: its two settings, and how good it was."""

    rate: float
    weight_decay: float
    accuracy: float  # on validation data, from 0 to 1


def recorded_runs() -> dict[int, History]:
    """Return six training runs by number, without saying what is wrong with them.

    All learn the ten source classes of Things at 16×16 pixels; validation has 500 images.

    >>> runs = recorded_runs()
    >>> list(runs), len(runs[1].val_loss)
    ([1, 2, 3, 4, 5, 6], 12)
    """
    return {int(number): History(**run) for number, run in _content()["runs"].items()}


def recorded_trials() -> list[Trial]:
    """Return the trials of a random search over rates and weight decays, in random order.

    Rates lie between 1e-4 and 1, weight decays between 1e-6 and 1e-2, both drawn evenly on a
    logarithmic axis; the accuracy is that after three epochs.

    >>> len(recorded_trials()), recorded_trials()[0]._fields
    (240, ('rate', 'weight_decay', 'accuracy'))
    """
    return [Trial(*trial) for trial in _content()["trials"]]


def _content() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8"))
