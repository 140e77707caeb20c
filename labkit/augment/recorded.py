"""Accuracies of many training runs, recorded by a script, so that nobody has to wait for them."""

import json
from pathlib import Path

FILE = Path(__file__).with_name("recorded.json")


def recorded_scores() -> dict[str, dict[str, list[float]]]:
    """Return test accuracies by experiment and setting, one for each seed.

    They are real and remakeable: ``python -m labkit.teaching.record_augmentation`` writes the file
    that is read here, and says with which settings. Within an experiment, number i of every
    setting comes from the same images and the same initial weights.

    >>> scores = recorded_scores()
    >>> list(scores), len(scores["small data"]["none"])
    (['small data', 'digits', 'shortcut', 'together', 'at test time'], 10)
    """
    return json.loads(FILE.read_text(encoding="utf-8"))
