"""Accuracies of many training runs, recorded by a script, so that nobody has to wait for them."""

import json
from pathlib import Path

FILE = Path(__file__).with_name("recorded.json")


def recorded_scores() -> dict[str, dict[str, list[float]]]:
    """Return test accuracies by experiment and setting, one for each seed.

    ``"agreement"`` holds shares of test images on which two networks agree.

    They are real and remakeable: ``python -m labkit.teaching.record_augmentation`` writes the file
    that is read here, and says with which settings. Within an experiment, number i of every
    setting comes from the same images and the same initial weights.

    >>> scores = recorded_scores()
    >>> list(scores)
    ['small data', 'longer', 'digits', 'shortcut', 'together', 'agreement', 'at test time']
    >>> len(scores["small data"]["none"])
    10
    """
    return json.loads(FILE.read_text(encoding="utf-8"))
