"""What lab 05 rests on: landscapes, rolled rules, known slips, the race and its pictures."""

import math

import pytest
import torch

from labkit import check, explore, plots, slips, surfaces
from labkit.explore.optimizers import RACERS, RATES, STEPS, SURFACES, race

LANDSCAPES = [*SURFACES.values()]
each_surface = pytest.mark.parametrize("surface", LANDSCAPES, ids=lambda s: s.name)


# -- Landscapes


@each_surface
def test_lowest_points_are_flat_and_lowest_in_the_window(surface):
    for lowest in surface.lowest:
        w = torch.tensor(lowest, dtype=torch.float64)
        assert surfaces.gradient(surface, w).abs().max() < 1e-12
        assert surfaces.above_lowest(surface, w).abs() < 1e-12
    left, right, bottom, top = surface.window
    xs, ys = torch.linspace(left, right, 60), torch.linspace(bottom, top, 60)
    grid = torch.cartesian_prod(xs, ys).double()
    assert (surfaces.above_lowest(surface, grid) >= -1e-12).all()


@each_surface
def test_start_and_a_lowest_point_are_on_the_map(surface):
    left, right, bottom, top = surface.window
    for x, y in (surface.start, surface.lowest[0]):
        assert left <= x <= right
        assert bottom <= y <= top


def test_tilted_ravine_is_the_ravine_turned():
    w = torch.randn(5, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    c = math.sqrt(0.5)
    turned = w @ torch.tensor([[c, c], [-c, c]], dtype=torch.float64)
    assert torch.allclose(surfaces.TILTED.height(turned), surfaces.RAVINE.height(w))
    start = torch.tensor(surfaces.RAVINE.start, dtype=torch.float64)
    assert torch.allclose(
        surfaces.TILTED.height(torch.tensor(surfaces.TILTED.start).double()),
        surfaces.RAVINE.height(start),
    )


def sgd(w, grad, state, lr):
    return w - lr * grad, state


@pytest.mark.parametrize(("lr", "wall"), [(0.0199, 0.99**100), (0.02, 1.0), (0.0201, 1.01**100)])
def test_gradient_descent_on_the_ravine_is_foretold(lr, wall):
    path = surfaces.descend(lambda p: torch.optim.SGD(p, lr=lr), surfaces.RAVINE, 100)
    assert path.shape == (101, 2)
    assert path[-1, 1].abs().item() == pytest.approx(wall, rel=1e-9)
    own = surfaces.follow(sgd, surfaces.RAVINE, 100, lr=lr)
    assert torch.allclose(own, path, atol=1e-12)


def test_arrival_is_the_first_step_that_is_near():
    path = torch.tensor([[1.0, 0.0], [0.01, 0.0], [1.0, 0.0], [0.0, 0.0]], dtype=torch.float64)
    assert surfaces.arrival(surfaces.RAVINE, path) == 1
    assert surfaces.arrival(surfaces.RAVINE, path, within=1e-5) == 3
    assert surfaces.arrival(surfaces.RAVINE, path[:1]) is None


# -- Slips: each is another path than the right one, and than every other


OPTIM = torch.optim
RULES = {
    "sgd": (OPTIM.SGD, {"lr": 0.3}, {}),
    "momentum": (OPTIM.SGD, {"lr": 0.02, "beta": 0.8}, {"beta": "momentum"}),
    "nesterov": (OPTIM.SGD, {"lr": 0.02, "beta": 0.8}, {"beta": "momentum"}),
    "adagrad": (OPTIM.Adagrad, {"lr": 0.3, "eps": 0.1}, {}),
    "rmsprop": (OPTIM.RMSprop, {"lr": 0.3, "alpha": 0.9, "eps": 0.1}, {}),
    "adadelta": (OPTIM.Adadelta, {"lr": 0.3, "rho": 0.8, "eps": 0.1}, {}),
    "adam": (OPTIM.Adam, {"lr": 0.3, "betas": (0.8, 0.95), "eps": 0.1}, {}),
    "nadam": (OPTIM.NAdam, {"lr": 0.3, "betas": (0.8, 0.95), "eps": 0.1}, {}),
    "adamw": (
        OPTIM.AdamW,
        {"lr": 0.3, "betas": (0.8, 0.95), "eps": 0.1, "weight_decay": 0.2},
        {},
    ),
}


def walk():
    generator = torch.Generator().manual_seed(4)
    w, *grads = torch.randn(25, 2, 3, generator=generator, dtype=torch.float64)
    return w, torch.stack(grads)


def right_path(name, w, grads):
    make, settings, renamed = RULES[name]
    options = {renamed.get(key, key): value for key, value in settings.items()}
    if name == "nesterov":
        options["nesterov"] = True
    weight, path = torch.nn.Parameter(w.clone()), []
    optimizer = make([weight], **options)
    for grad in grads:
        weight.grad = grad.clone()
        optimizer.step()
        path.append(weight.detach().clone())
    return torch.stack(path)


@pytest.mark.parametrize("name", RULES)
def test_slips_are_wrong_and_told_apart(name):
    w, grads = walk()
    paths = getattr(slips, name)(w, grads, **RULES[name][1])
    known = {"right": right_path(name, w, grads), **paths}
    for number, (one, path) in enumerate(known.items()):
        assert path.shape == grads.shape
        for other in list(known)[:number]:
            apart = (path - known[other]).abs().max() / known["right"].abs().max()
            assert not apart < 2.5e-6, f"{one} is {other}"


def test_slips_of_minibatches_are_wrong_and_told_apart():
    x, y = torch.arange(14.0).reshape(7, 2), torch.arange(7)
    generator = torch.Generator().manual_seed(31)
    state = generator.get_state()
    made = slips.minibatches(x, y, 3, generator)
    assert torch.equal(generator.get_state(), state)
    shown = {name: str(batches) for name, batches in made.items()}
    assert len(set(shown.values())) == len(shown)


# -- Rolled rules


def momentum(w, grad, state, lr, beta=0.9):
    v = beta * state.get("v", 0) + grad
    return w - lr * v, {"v": v}


def forgets_pair(w, grad, state, lr):
    return w - lr * grad


def forgets_return(w, grad, state, lr):
    w - lr * grad


def changes_weights(w, grad, state, lr):
    w -= lr * grad
    return w, state


def changes_state(w, grad, state, lr):
    state["v"] = 0.9 * state.get("v", 0) + grad
    return w - lr * state["v"], state


def uses_torchs(w, grad, state, lr):
    weight = torch.nn.Parameter(w.clone())
    weight.grad = grad
    torch.optim.SGD([weight], lr=lr).step()
    return weight.detach(), state


def in_numpy(w, grad, state, lr):
    return w.numpy() - lr * grad.numpy(), state


def unwritten(w, grad, state, lr):
    raise NotImplementedError


def message(judge):
    with pytest.raises(check.CheckError) as failure:
        judge()
    return str(failure.value)


def test_rolled_follows_torch_over_all_steps():
    w, grads = walk()
    wanted = right_path("momentum", w, grads)
    check.rolled(momentum, w, grads, lr=0.02, beta=0.8).gives(wanted)
    text = message(lambda: check.rolled(momentum, w, grads, lr=0.02).gives(wanted))
    assert text.startswith("momentum(w, grad, lr=0.02) over 24 steps is not right yet.")
    check.rolled(in_numpy, w, grads, lr=0.02).gives(w - 0.02 * grads.cumsum(0), rtol=1e-12)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (forgets_pair, "a step must return the new w and the new state, as a pair"),
        (forgets_return, "nothing is returned; a `return` seems to be missing"),
        (changes_weights, "the argument w is changed; work on a copy"),
        (uses_torchs, "PyTorch's own optimizer does the work"),
        (unwritten, "is not written yet"),
    ],
    ids=lambda part: getattr(part, "__name__", ""),
)
def test_rolled_names_what_is_wrong_with_the_form(rule, words):
    w, grads = walk()
    wanted = w - 0.1 * grads.cumsum(0)
    assert words in message(lambda: check.rolled(rule, w, grads, lr=0.1).gives(wanted))


def test_rolled_notices_a_changed_state():
    w, grads = walk()
    wanted = w - 0.1 * slips.sums.decayed_sum(grads, keep=0.9, add=1.0).cumsum(0)
    text = message(lambda: check.rolled(changes_state, w, grads, lr=0.1).gives(wanted))
    assert "the argument state is changed" in text


def test_torchs_optimizers_work_again_afterwards():
    w, grads = walk()
    message(lambda: check.rolled(uses_torchs, w, grads, lr=0.1))
    right_path("adam", w, grads)


# -- The race


def test_every_racer_has_a_rate_on_every_surface():
    assert set(RATES) == set(SURFACES)
    assert {len(rates) for rates in RATES.values()} == {len(RACERS)}


@each_surface
def test_racers_stay_on_the_way_down_at_their_good_rates(surface):
    for name, path in race(surface.name, 1.0, 0.9).items():
        heights = surfaces.above_lowest(surface, path)
        assert path.shape == (STEPS + 1, 2), name
        assert heights[-1] < heights[0], name


def test_explorer_follows_its_controls():
    explorer = explore.optimizers()
    assert "ravine, height after 60 steps" in explorer.view.alt
    explorer.controls["step"].value = 120
    before = explorer.view.alt
    assert "after 120 steps" in before
    explorer.controls["rate"].value = 2.0
    assert explorer.view.alt != before
    explorer.controls["surface"].value = "Beale"
    assert explorer.view.alt.startswith("Beale, height after 120 steps")
    explorer.controls["momentum"].value = 0.0
    alone = race("Beale", 2.0, 0.0)
    assert torch.allclose(alone["momentum"], alone["Nesterov"])
    button = explorer.bar.children[-1]
    assert (button.interval, button.step, button.max) == (250, 2, 120)


# -- Pictures


def test_descent_draws_up_to_the_step():
    paths = {"a": surfaces.follow(sgd, surfaces.BEALE, 30, lr=0.01)}
    figure = plots.descent(surfaces.BEALE, paths, step=12)
    trail = next(line for line in figure.axes[0].lines if len(line.get_xdata()) > 1)
    assert len(trail.get_xdata()) == 13
    assert "after 12 steps" in figure.get_label()
    assert plots.descent(surfaces.BEALE, paths).get_label() != figure.get_label()


def test_descent_survives_a_path_that_leaves_the_world():
    path = surfaces.follow(sgd, surfaces.ROSENBROCK, 40, lr=0.1)
    assert not path.isfinite().all()
    figure = plots.descent(surfaces.ROSENBROCK, {"lost": path})
    assert "lost infinite" in figure.get_label()
    assert plots.picture(figure, "Notice.").html()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: plots.descent(surfaces.BEALE, {}), "1 to 8 paths, but 0"),
        (lambda: plots.descent(surfaces.BEALE, {"a": torch.zeros(3, 2)}, 3), "steps 0 to 2"),
        (lambda: plots.spread({}, quantity="a", title=""), "at least two runs"),
        (lambda: plots.spread({"a": [1.0]}, quantity="a", title=""), "at least two runs"),
        (lambda: plots.sweep({"a": {}}, setting="a", quantity="b"), "at least one name"),
    ],
)
def test_bad_input_gets_a_clear_error(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_spread_and_sweep_draw_every_run():
    figure = plots.spread({"a": [1.0, 2.0, 3.0], "b": [2.0, 2.0]}, quantity="x", title="t")
    dots = [len(line.get_xdata()) for line in figure.axes[0].lines]
    assert sorted(dots) == [1, 1, 2, 3]
    runs = {"a": {1: [1.0, 3.0], 10: [5.0]}, "b": {1: [0.0], 10: [1.0]}}
    figure = plots.sweep(runs, setting="x", quantity="y")
    assert figure.axes[0].get_xscale() == "log"
    means = [line.get_ydata() for line in figure.axes[0].lines if line.get_label() == "a"]
    assert [list(values) for values in means] == [[2.0, 5.0]]


def test_a_generator_is_named_in_messages():
    def draw(generator):
        return torch.rand(2, generator=generator)

    judge = check.call(draw, torch.Generator().manual_seed(1))
    assert message(lambda: judge.gives(torch.zeros(2))).startswith("draw(a torch.Generator) is not")
