"""The recorded runs: what the file holds, what each run shows, and that it can be made again."""

import math
from itertools import pairwise

import pytest
import torch

from labkit import train
from labkit.teaching import record
from labkit.train.recorded import FILE

RUNS = train.recorded_runs()
TRIALS = train.recorded_trials()
GUESS = math.log(10)


def test_file_is_small_and_says_nothing_of_the_settings():
    text = FILE.read_text()
    assert len(text) < 100_000
    for setting in record.RUNS.values():
        assert setting.shows not in text


def test_runs_are_those_of_the_script():
    assert list(RUNS) == list(record.RUNS)
    for number, run in RUNS.items():
        setting = record.RUNS[number]
        assert len(run.train_loss) == len(run.val_loss) == setting.epochs
        assert len(run.step_loss) == run.epoch_end[-1] == setting.epochs * setting.per_class / 5


def find(shows):
    return next(RUNS[number] for number, setting in record.RUNS.items() if setting.shows == shows)


def test_rate_too_low_is_still_falling_at_the_end():
    run = find("rate too low")
    assert run.train_loss[-1] > 0.8 * GUESS
    fall = [a - b for a, b in pairwise(run.train_loss)]
    assert min(fall) > 0
    assert max(abs(a - b) for a, b in zip(run.train_loss, run.val_loss, strict=True)) < 0.15


def test_overfitting_learns_by_heart_while_validation_gets_worse():
    run = find("overfitting")
    assert run.train_accuracy[-1] == 1
    assert run.val_accuracy[-1] < 0.5
    assert run.val_loss[-1] > min(run.val_loss) + 0.3
    assert run.val_loss.index(min(run.val_loss)) < 10


def test_bad_initialization_starts_far_above_guessing():
    run = find("bad initialization")
    assert run.step_loss[0] > 20 * GUESS
    assert all(other.step_loss[0] < 1.5 * GUESS for other in RUNS.values() if other is not run)
    assert run.val_accuracy[-1] < 0.2


def test_healthy_is_good_on_both():
    run = find("healthy")
    assert run.train_accuracy[-1] > 0.75
    assert run.val_accuracy[-1] > 0.85
    assert max(other.val_accuracy[-1] for other in RUNS.values() if other is not run) < 0.6


def test_rate_too_high_goes_up_and_down():
    run = find("rate too high")
    assert max(run.train_loss) > GUESS + 0.3
    assert max(run.val_loss) > 2 * GUESS
    rises = sum(b > a for a, b in pairwise(run.val_loss))
    assert rises >= 3


def test_underfitting_is_flat_and_poor_on_both():
    run = find("underfitting")
    assert run.train_loss[-3] - run.train_loss[-1] < 0.05
    assert run.train_accuracy[-1] < 0.6
    assert abs(run.train_accuracy[-1] - run.val_accuracy[-1]) < 0.05


def test_trials_follow_the_rate_and_not_the_weight_decay():
    table = torch.tensor(TRIALS).double()
    rates, decays, accuracies = table.T
    assert rates.min() >= 1e-4
    assert rates.max() <= 1
    assert 1e-6 <= decays.min() < decays.max() <= 1e-2
    good = (rates > 0.015) & (rates < 0.06)
    assert accuracies[good].min() > 0.45 > 0.3 > accuracies[rates < 1e-3].max()
    assert accuracies[rates > 0.3].max() < 0.2
    pair = torch.stack([decays[good].log(), accuracies[good]])
    assert abs(torch.corrcoef(pair)[0, 1]) < 0.4


@pytest.fixture
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_a_run_can_be_made_again():
    """Early steps agree on any machine; later ones may drift apart where sums round otherwise."""
    number = next(n for n, setting in record.RUNS.items() if setting.shows == "overfitting")
    setting = record.RUNS[number]
    again = record.run(setting)
    assert record.rounded(again) == record.rounded(record.run(setting))
    assert again.step_loss[:3] == pytest.approx(RUNS[number].step_loss[:3], rel=2e-3)
    assert again.train_accuracy[-1] == 1
    assert again.val_accuracy[-1] == pytest.approx(RUNS[number].val_accuracy[-1], abs=0.06)


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_a_trial_can_be_made_again():
    """A small rate: its training is calm, so rounding changes little."""
    assert [trial[:2] for trial in TRIALS] == record.places()
    number = min(range(len(TRIALS)), key=lambda i: abs(TRIALS[i].rate - 1e-3))
    again = record.trial(*record.places()[number])
    assert again.accuracy == pytest.approx(TRIALS[number].accuracy, abs=0.02)
