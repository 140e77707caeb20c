"""Training and measuring where the loop is not the lesson.

:func:`fit` runs the loop that the labs write by hand, checks its input before the first step and
returns a :class:`History` that plots itself; :func:`evaluate` and :func:`confusion_matrix`
measure a model and leave its modes as they were.
"""

from labkit.train.evaluation import Evaluation, confusion_matrix, evaluate
from labkit.train.history import History
from labkit.train.loop import DivergenceError, fit
from labkit.train.recorded import Trial, recorded_runs, recorded_trials
from labkit.train.schedules import cosine, patience
from labkit.train.seeds import seed_everything

__all__ = [
    "DivergenceError",
    "Evaluation",
    "History",
    "Trial",
    "confusion_matrix",
    "cosine",
    "evaluate",
    "fit",
    "patience",
    "recorded_runs",
    "recorded_trials",
    "seed_everything",
]
