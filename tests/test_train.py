"""Training and measuring: equal to the loop by hand, honest about what goes wrong."""

import copy
import functools
import math
import random

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from labkit import train
from labkit.train import DivergenceError, History


def problem(count: int = 50, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Return tiny colour images whose class is their brightest channel."""
    draw = torch.Generator().manual_seed(seed)
    images = torch.randn(count, 3, 6, 6, generator=draw)
    labels = torch.randint(3, (count,), generator=draw)
    images[torch.arange(count), labels] += 1
    return images, labels


def network(seed: int = 0) -> nn.Sequential:
    torch.manual_seed(seed)
    conv = [nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU()]
    return nn.Sequential(*conv, nn.Flatten(), nn.Dropout(0.3), nn.Linear(64, 3))


def sgd(model: nn.Module, lr: float = 0.05) -> torch.optim.SGD:
    return torch.optim.SGD(model.parameters(), lr, momentum=0.9, weight_decay=1e-3)


def generator(seed: int = 3) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def same_state(first: nn.Module | dict, second: nn.Module | dict) -> bool:
    one, other = (m if isinstance(m, dict) else m.state_dict() for m in (first, second))
    return one.keys() == other.keys() and all(torch.equal(one[k], other[k]) for k in one)


def flip(images, labels, generator):
    chosen = torch.rand(len(images), generator=generator) < 0.5
    return torch.where(chosen[:, None, None, None], images.flip(3), images), labels


def by_hand(model, images, labels, val, epochs, batch_size, factor, augment):
    """Train as a lab would; return losses of steps and (loss, accuracy) on val after epochs."""
    optimizer, draw = sgd(model), generator()
    steps = epochs * math.ceil(len(images) / batch_size)
    losses, results = [], []
    for _ in range(epochs):
        model.train()
        for rows in torch.randperm(len(images), generator=draw).split(batch_size):
            optimizer.param_groups[0]["lr"] = 0.05 * factor(len(losses), steps)
            x, y = augment(images[rows], labels[rows], draw)
            loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        model.eval()
        with torch.no_grad():
            logits = model(val[0])
        right = (logits.argmax(1) == val[1]).double().mean().item()
        results.append((F.cross_entropy(logits, val[1]).item(), right))
    return losses, results


def test_fit_is_the_loop_by_hand_bit_for_bit():
    images, labels = problem()
    val = problem(20, seed=1)
    mine, theirs = network(), network()
    torch.manual_seed(9)  # dropout
    losses, results = by_hand(mine, images, labels, val, 3, 16, train.cosine, flip)
    torch.manual_seed(9)
    settings = {"epochs": 3, "batch_size": 16, "schedule": train.cosine, "augment": flip}
    optimizer = sgd(theirs)
    history = train.fit(
        theirs, (images, labels), val, optimizer=optimizer, generator=generator(), **settings
    )
    assert same_state(mine, theirs)
    assert history.step_loss == losses
    assert history.val_loss == pytest.approx([loss for loss, _ in results], rel=1e-6)
    assert history.val_accuracy == [accuracy for _, accuracy in results]
    assert history.step_lr == [0.05 * train.cosine(step, 12) for step in range(12)]
    assert history.epoch_end == [4, 8, 12]
    means = [np.average(losses[i : i + 4], weights=[16, 16, 16, 2]) for i in (0, 4, 8)]
    assert history.train_loss == pytest.approx(means)
    assert optimizer.param_groups[0]["lr"] == 0.05  # the schedule leaves no trace
    assert history.seconds > 0


def test_tensors_and_a_data_loader_train_alike():
    images, labels = problem(48)
    mine, theirs = network(), network()
    pairs = [(images[i : i + 16], labels[i : i + 16]) for i in (0, 16, 32)]
    loader = DataLoader(TensorDataset(images, labels), batch_size=16)
    for model, batches in ((mine, pairs), (theirs, loader)):
        model[4] = nn.Identity()  # a DataLoader draws a number, so dropout would differ
        train.fit(model, batches, pairs, optimizer=sgd(model), epochs=1, schedule=train.cosine)
    assert same_state(mine, theirs)
    assert train.evaluate(mine, loader)[1] == train.evaluate(mine, (images, labels)).accuracy


def test_seed_everything_repeats_a_run_and_seeds_every_generator():
    def run(seed):
        train.seed_everything(seed)
        model = network(seed=torch.randint(1000, ()).item())
        train.fit(model, problem(), optimizer=sgd(model), epochs=2, batch_size=8, augment=flip)
        numpys = np.random.rand()  # noqa: NPY002  # the global generator is the point
        return model, random.random(), numpys, torch.rand(()).item()

    first, again, other = run(5), run(5), run(6)
    assert same_state(first[0], again[0])
    assert first[1:] == again[1:]
    assert not same_state(first[0], other[0])
    assert all(a != b for a, b in zip(first[1:], other[1:], strict=True))
    with pytest.raises(ValueError, match="from 0 to"):
        train.seed_everything(-1)


def test_evaluate_equals_the_computation_by_hand():
    model, (images, labels) = network(), problem(37)
    model.eval()
    with torch.no_grad():
        logits = model(images).double()
    likelihood = logits.softmax(1)[torch.arange(37), labels]
    result = train.evaluate(model, (images, labels), batch_size=10)
    assert result.loss == pytest.approx(-likelihood.log().mean().item(), rel=1e-5)
    assert result.accuracy == sum(logits.argmax(1) == labels).item() / 37


def test_confusion_matrix_counts_rows_true_columns_predicted():
    model, (images, labels) = network(), problem(37)
    matrix = train.confusion_matrix(model, (images, labels), 3, batch_size=10)
    model.eval()
    expected = torch.zeros(3, 3, dtype=torch.int64)
    for image, label in zip(images, labels, strict=True):
        expected[label, model(image[None]).argmax()] += 1
    assert matrix.dtype == torch.int64
    assert torch.equal(matrix, expected)
    assert matrix.trace().item() / 37 == train.evaluate(model, (images, labels)).accuracy
    with pytest.raises(ValueError, match="a class 2, but num_classes is 2"):
        train.confusion_matrix(model, (images, labels), 2)


class Spy(nn.Module):
    """Notes its mode and whether gradients flow; fails in eval mode on 20 or more images."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(108, 3)
        self.seen = []

    def forward(self, x):
        self.seen.append((self.training, torch.is_grad_enabled(), len(x)))
        if not self.training and len(x) >= 20:
            raise KeyError("broken")
        return self.linear(x.flatten(1))


def modes(model):
    return [module.training for module in model.modules()]


def test_modes_are_right_and_restored():
    frozen = network()
    frozen[1].eval()
    before, statistics = modes(frozen), frozen[1].running_mean.clone()
    train.fit(frozen, problem(), problem(10), optimizer=sgd(frozen), epochs=1)
    train.evaluate(frozen, problem())
    train.confusion_matrix(frozen, problem(), 3)
    assert modes(frozen) == before
    assert torch.equal(frozen[1].running_mean, statistics)  # a frozen BatchNorm stays frozen

    spy = Spy().eval()
    train.fit(spy, problem(30), problem(10), optimizer=sgd(spy), epochs=1, batch_size=15)
    looks = [(False, False, 2)] * 2  # at the data, before the first step
    assert spy.seen == [*looks, *[(True, True, 15)] * 2, (False, False, 10)]
    assert not any(modes(spy))


def test_modes_are_restored_after_an_exception():
    for run in (
        lambda spy: train.evaluate(spy, problem(30)),
        lambda spy: train.confusion_matrix(spy, problem(30), 3),
        lambda spy: train.fit(spy, problem(), problem(30), optimizer=sgd(spy), epochs=1),
    ):
        spy = Spy()
        with pytest.raises(KeyError):
            run(spy)
        assert all(modes(spy))
        assert torch.is_grad_enabled()


def test_looking_at_the_data_changes_nothing():
    model, images = network(), problem()[0]
    state, random_state = copy.deepcopy(model.state_dict()), torch.get_rng_state()
    with pytest.raises(ValueError, match="outputs"):
        train.evaluate(model, (images, torch.full((50,), 3)))
    assert same_state(model, state)
    assert torch.equal(torch.get_rng_state(), random_state)


@pytest.mark.parametrize(
    ("losses", "settings", "expected"),
    [
        ([3, 2, 1, 1, 1], {"epochs": 2}, 5),
        ([3, 2, 1, 0.9, 0.8], {"epochs": 2}, None),
        ([3, 2, 1.95, 1.93, 1.5], {"epochs": 2, "min_delta": 0.1}, 4),
        ([3, 2.95, 2.85, 2.8, 2.0], {"epochs": 3, "min_delta": 0.1}, None),
        ([2, math.nan, math.inf, 1], {"epochs": 2}, 3),
        ([math.nan, 5, 6], {"epochs": 1}, 1),
    ],
)
def test_patience_on_scripted_losses(losses, settings, expected):
    stop = train.patience(**settings)
    answers = [stop(History(val_loss=losses[: n + 1])) for n in range(len(losses))]
    assert (answers.index(True) + 1 if True in answers else None) == expected


def test_stop_ends_training_after_that_epoch():
    model, seen = network(), []

    def stop(history):
        seen.append(len(history.train_loss))
        return len(seen) == 3

    history = train.fit(model, problem(), optimizer=sgd(model), epochs=9, stop=stop)
    assert seen == [1, 2, 3]
    assert len(history.train_loss) == 3
    with pytest.raises(ValueError, match="give fit validation data"):
        train.fit(model, problem(), optimizer=sgd(model), epochs=1, stop=train.patience(1))


def test_best_weights_are_those_of_the_lowest_validation_loss():
    model, val, states = network(), problem(40, seed=8), []
    keep = lambda history: states.append(copy.deepcopy(model.state_dict()))  # noqa: E731
    history = train.fit(
        model, problem(12), val, optimizer=sgd(model, lr=0.3), epochs=12, batch_size=4, stop=keep
    )
    best = int(np.argmin(history.val_loss))
    assert best < 11  # it overfits, so the last epoch is not the best
    assert history.best_epoch == best + 1
    assert same_state(history.best_weights, states[best])
    assert same_state(model, states[-1])
    history.restore_best(model)
    assert same_state(model, states[best])
    assert train.evaluate(model, val).loss == pytest.approx(min(history.val_loss), rel=1e-6)
    with pytest.raises(ValueError, match="No best weights"):
        History().restore_best(model)


def test_nan_is_never_the_best_epoch():
    history, model = History(), network()
    for loss in (math.nan, 2.0, math.nan, 1.0, 3.0):
        history.record_validation(loss, 0.5, model)
    assert history.best_epoch == 4


def test_divergence_names_step_rate_and_gradient_norm():
    model = nn.Sequential(nn.Flatten(), nn.Linear(108, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=1e8)
    with pytest.raises(DivergenceError) as caught:
        train.fit(model, problem(), optimizer=optimizer, epochs=20, batch_size=25)
    error = caught.value
    assert error.step == len(error.history.step_loss) >= 1
    assert all(map(math.isfinite, error.history.step_loss))
    grads = [p.grad for p in model.parameters()]
    assert error.gradient_norm == pytest.approx(
        math.sqrt(sum(g.double().square().sum().item() for g in grads)), rel=1e-5, nan_ok=True
    )
    for words in (f"at step {error.step} ", "lr 1e+08", f"{error.gradient_norm:.3g}", "a tenth"):
        assert words in str(error)
    assert error.history.plot().get_label()


def test_a_loss_that_starts_as_nan_points_at_the_data():
    model, (images, labels) = network(), problem()
    images[7, 0, 0, 0] = math.nan
    with pytest.raises(DivergenceError, match=r"nan at step 0 .*No update was made yet: look"):
        train.fit(model, (images, labels), optimizer=sgd(model), epochs=1)


IMAGES, LABELS = problem(8)


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (
            (IMAGES.byte(), LABELS),
            TypeError,
            r"torch.uint8, but .* images.to\(torch.float32\) / 255",
        ),
        ((IMAGES.double(), LABELS), TypeError, r"float64.*images.to\(torch.float32\)\.$"),
        ((IMAGES.numpy(), LABELS), TypeError, "ndarray.*torch.from_numpy"),
        ((IMAGES, LABELS.numpy()), TypeError, "ndarray.*torch.from_numpy"),
        ((IMAGES, LABELS.float()), TypeError, r"labels of torch.float32.*labels.long\(\)"),
        ((IMAGES, LABELS[:7]), ValueError, r"\(8, 3, 6, 6\) and labels of shape \(7,\)"),
        ((IMAGES, F.one_hot(LABELS)), ValueError, r"labels of shape \(8, 3\)"),
        ((IMAGES[:0], LABELS[:0]), ValueError, "no images"),
        ((IMAGES, torch.arange(8)), ValueError, "0 to 7, but the model has 3 outputs"),
        ((IMAGES, torch.arange(8) % 3 + 1), ValueError, "from 1 to 3.*Subtract 1"),
        ((IMAGES, -LABELS - 1), ValueError, "labels from -"),
        ((IMAGES[:, :1], LABELS), ValueError, r"cannot take .* of shape \(1, 6, 6\)"),
        ((IMAGES[..., :5], LABELS), ValueError, r"cannot take .* of shape \(3, 6, 5\)"),
        (TensorDataset(IMAGES, LABELS), TypeError, "A Dataset goes into a DataLoader"),
        (IMAGES, TypeError, "pair of tensors"),
        (7, TypeError, "DataLoader"),
        ([IMAGES], ValueError, "yields Tensor, but it must yield pairs"),
        ([], ValueError, "no batches"),
    ],
)
def test_data_the_model_cannot_take_gets_a_clear_error(data, error, words):
    model = network()
    state = copy.deepcopy(model.state_dict())
    with pytest.raises(error, match=words):
        train.fit(model, data, optimizer=sgd(model), epochs=1)
    with pytest.raises(error, match=words):
        train.evaluate(model, data)
    assert same_state(model, state)  # before the first step


def test_settings_that_cannot_train_get_a_clear_error():
    model = network()
    fit = functools.partial(train.fit, model, problem(), optimizer=sgd(model), epochs=1)
    frozen = network().requires_grad_(False)
    cases = [
        (lambda: fit(epochs=0), ValueError, "epochs must be at least 1"),
        (lambda: fit(batch_size=0), ValueError, "batch_size must be at least 1"),
        (lambda: fit(optimizer="sgd"), TypeError, "torch.optim.Optimizer"),
        (lambda: fit(optimizer=sgd(network())), ValueError, "no parameter of this model"),
        (
            lambda: train.fit(frozen, problem(), optimizer=sgd(frozen), epochs=1),
            ValueError,
            "frozen",
        ),
        (lambda: fit(val=iter([problem()])), TypeError, "val is an iterator, which runs once"),
        (lambda: fit(val=(IMAGES, LABELS.int())), TypeError, "val has labels"),
        (lambda: train.patience(0), ValueError, "at least 1 epoch"),
    ]
    for run, error, words in cases:
        with pytest.raises(error, match=words):
            run()


def test_a_schedule_needs_a_length_and_training_without_one_works():
    class Stream(torch.utils.data.IterableDataset):
        def __iter__(self):
            return iter([(image, label) for image, label in zip(IMAGES, LABELS, strict=True)])

    model, loader = network(), DataLoader(Stream(), batch_size=4)
    history = train.fit(model, loader, optimizer=sgd(model), epochs=2)
    assert history.epoch_end == [2, 4]
    with pytest.raises(ValueError, match="how many steps"):
        train.fit(model, loader, optimizer=sgd(model), epochs=2, schedule=train.cosine)


def test_soft_labels_from_augment_train():
    def mixup(images, labels, generator):
        other = torch.randperm(len(images), generator=generator)
        soft = F.one_hot(labels, 3).float()
        return 0.7 * images + 0.3 * images[other], 0.7 * soft + 0.3 * soft[other]

    model = network()
    history = train.fit(model, problem(), optimizer=sgd(model), epochs=6, augment=mixup)
    assert history.train_loss[-1] < history.train_loss[0]
    assert history.train_accuracy[-1] > 0.4


def test_groups_keep_their_ratio_under_a_schedule():
    model = network()
    groups = [{"params": model[0].parameters(), "lr": 0.01}, {"params": model[5].parameters()}]
    optimizer, seen = torch.optim.SGD(groups, lr=0.1), []

    def half(step, steps):
        seen.append([group["lr"] for group in optimizer.param_groups])
        return 0.5

    history = train.fit(
        model, problem(), optimizer=optimizer, epochs=1, batch_size=25, schedule=half
    )
    assert seen == [[0.01, 0.1], [0.005, 0.05]]
    assert history.step_lr == [0.005, 0.005]
    assert [group["lr"] for group in optimizer.param_groups] == [0.01, 0.1]


def test_short_work_shows_no_bar_and_long_work_does(capsys, monkeypatch):
    model = network()
    train.fit(model, problem(), optimizer=sgd(model), epochs=1)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("labkit.train.loop._BAR_AFTER", 0)
    train.fit(model, problem(), problem(10), optimizer=sgd(model), epochs=2, batch_size=25)
    shown = capsys.readouterr().err
    assert "4/4" in shown
    assert "val accuracy" in shown
    train.fit(model, problem(), optimizer=sgd(model), epochs=1, progress=False)
    assert capsys.readouterr() == ("", "")


@pytest.mark.slow
def test_a_small_network_learns():
    train.seed_everything(0)
    model = network()
    data = problem(600), problem(300, seed=1)
    history = train.fit(
        model, *data, optimizer=sgd(model), epochs=8, schedule=train.cosine, progress=False
    )
    assert history.val_accuracy[-1] > 0.9
    assert repr(history).startswith("History of 8 epochs, 80 steps, ")
