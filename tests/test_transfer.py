"""What lab 10 adds to the kit: slips of preparing, neighbours, its table, weights on request."""

import pytest
import torch
from conftest import ROOT
from torchvision.models import ResNet18_Weights, resnet18

from labkit import data, explore, models, plots, slips, train
from labkit.explore.retrieval import nearest_of, spaces_of
from labkit.models import on_request
from labkit.teaching.course import read_notebook


@pytest.fixture(autouse=True)
def _one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def drawn():
    return data.things(10, split="test", seed=7)


def test_every_slip_keeps_shape_and_dtype_and_differs_from_the_others(drawn):
    made = slips.preprocessing(drawn.images)
    assert {x.shape for x in made.values()} == {drawn.images.shape}
    assert {x.dtype for x in made.values()} == {torch.float32}
    tensors = list(made.values())
    assert not any(torch.equal(a, b) for i, a in enumerate(tensors) for b in tensors[:i])
    assert torch.equal(made["right"], data.normalize(drawn.images))


def test_letters_hide_each_slip_once(drawn):
    mixed, made = slips.mixed_up(drawn.images), slips.preprocessing(drawn.images)
    order = [[name for name, x in made.items() if torch.equal(x, y)] for y in mixed.values()]
    assert sorted(map(tuple, order)) == sorted((name,) for name in made)
    assert [names[0] for names in order] != list(made)


@pytest.mark.parametrize("shape", [(2, 1, 4, 4), (2, 3, 4, 5), (3, 4, 4)])
def test_slips_refuse_other_images(shape):
    with pytest.raises(ValueError, match=r"must be \(N, 3, S, S\)"):
        slips.preprocessing(torch.zeros(shape, dtype=torch.uint8))


def test_scrambled_pictures_cost_far_more_than_bytes(drawn):
    network = models.build("small_cnn", weights="things")
    made = slips.preprocessing(drawn.images)
    share = {name: train.evaluate(network, (x, drawn.labels)).accuracy for name, x in made.items()}
    assert share["right"] > 0.9
    assert share["bytes"] > 0.8
    assert max(share["hwc as chw"], share["scaled twice"]) < 0.3


def test_neighbours_mark_kinds_and_name_them():
    pictures, names = torch.rand(4, 3, 6, 6), ["a", "b", "a", "a"]
    figure = plots.neighbours(pictures, names, 0, {"x": [1, 2], "y": [2, 3]}, title="T")
    assert figure.get_label() == "T. Nearest to a a: 1 of 2 by x, 2 of 2 by y are of its kind."
    assert [axes.get_xlabel() for axes in figure.axes] == ["a", "b", "a", "a", "a", "a"]
    styles = [axes.spines["top"].get_linestyle() for axes in figure.axes]
    assert [styles[i] for i in (1, 2, 4, 5)] == [":", "-", "-", "-"]


@pytest.mark.parametrize(
    ("names", "nearest"), [(["a"], {"x": [1]}), (["a", "b"], {"x": [1], "y": [1, 0]}), ("ab", {})]
)
def test_neighbours_refuse_uneven_rows(names, nearest):
    with pytest.raises(ValueError, match="rows of equal lengths"):
        plots.neighbours(torch.rand(2, 3, 4, 4), names, 0, nearest)


def test_the_table_has_a_panel_for_each_cell():
    runs = {"scratch": [0.25, 0.75], "probe": [1.0, 1.0]}
    table = {"near": {"little": runs, "more": runs}, "far": {"little": runs, "more": runs}}
    figure = plots.table_of_runs(table, quantity="accuracy")
    titles = [axes.get_title("left") for axes in figure.axes]
    assert titles == ["near, little", "near, more", "far, little", "far, more"]
    assert "far, more: scratch 50 %, probe 100 %." in figure.get_label()


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"near": {"little": {"probe": [0.5]}}},
        {"near": {"a": {"x": [0.1, 0.2]}}, "far": {"b": {"x": [0.1, 0.2]}}},
        {"near": {"a": {"x": [0.1, 0.2]}, "b": {"y": [0.1, 0.2]}}},
    ],
)
def test_an_uneven_table_is_refused(table):
    with pytest.raises(ValueError, match="the same columns"):
        plots.table_of_runs(table, quantity="accuracy")


def test_the_explorer_follows_its_controls_and_never_finds_the_query():
    shown = explore.retrieval()
    first = shown.view.alt
    shown.controls["query"].value = 40
    assert shown.view.alt != first
    shown.controls["pictures"].value = "real digits"
    assert "Nearest to a " in shown.view.alt
    _, _, spaces = spaces_of("real digits")
    assert all(40 not in nearest_of(rows, 40) for rows in spaces.values())


def test_later_blocks_know_kinds_better():
    _, names, spaces = spaces_of("things the network never saw")
    kinds = torch.tensor([sorted(set(names)).index(name) for name in names])
    hits = {}
    for space, rows in spaces.items():
        distances = torch.cdist(rows, rows).fill_diagonal_(torch.inf)
        nearest = distances.topk(6, largest=False).indices
        hits[space] = (kinds[nearest] == kinds[:, None]).float().mean().item()
    assert hits["block 4"] > 0.6 > 2 * hits["pixels"]


@pytest.fixture
def hub(tmp_path, monkeypatch):
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path))
    return tmp_path / "checkpoints" / ResNet18_Weights.DEFAULT.url.rpartition("/")[2]


def test_weights_are_not_fetched_unasked(hub, capsys, monkeypatch):
    monkeypatch.setattr("torch.hub.urlopen", lambda *_, **__: pytest.fail("the network is used"))
    assert on_request.pretrained("resnet18", download=False) is None
    said = capsys.readouterr().out
    assert said.startswith("Skipped: the weights of resnet18 are not on this machine")
    assert said.count("\n") == 1
    assert "45 MB" in said


def test_offline_is_said_in_one_line(hub, capsys, monkeypatch):
    def refuse(*_, **__):
        raise ConnectionError("no network")

    monkeypatch.setattr("torch.hub.urlopen", refuse)
    assert on_request.pretrained("resnet18", download=True) is None
    said = capsys.readouterr().out.splitlines()  # torch itself says first what it tries
    assert said[-1].startswith("Skipped: ")
    assert "could not be downloaded (no network)" in said[-1]
    assert [line for line in said[:-1] if not line.startswith("Downloading: ")] == []


@pytest.mark.slow
@pytest.mark.parametrize("download", [False, True])
def test_a_file_that_is_there_is_loaded(hub, capsys, monkeypatch, download):
    monkeypatch.setattr("torch.hub.urlopen", lambda *_, **__: pytest.fail("the network is used"))
    torch.manual_seed(3)
    made = resnet18()
    hub.parent.mkdir(parents=True)
    torch.save(made.state_dict(), hub)
    loaded = on_request.pretrained("resnet18", download=download)
    assert capsys.readouterr().out == ""
    x = torch.randn(1, 3, 64, 64)
    assert torch.equal(loaded.eval()(x), made.eval()(x))


@pytest.mark.slow
def test_the_labs_cell_works_with_a_file_of_weights(hub, capsys):
    """The cell for readers with a network, with a random network and fewer pictures."""
    released = next((ROOT / "labs").glob("10_*/10_*.ipynb"))
    cells = [cell.source for cell in read_notebook(released).cells if cell.cell_type == "code"]
    names = {}
    for source in cells[:2] + [cell for cell in cells if "def linear_accuracy" in cell]:
        exec(source, names)
    cell = next(cell for cell in cells if "FETCH = False" in cell)
    exec(cell, names)
    assert capsys.readouterr().out.splitlines()[-1].startswith("Skipped: the weights of resnet18")
    torch.manual_seed(3)
    hub.parent.mkdir(parents=True)
    torch.save(resnet18().state_dict(), hub)
    assert cell.count('((5, "train"), (10, "test"))') == 1
    exec(cell.replace('((5, "train"), (10, "test"))', '((1, "train"), (1, "test"))'), names)
    assert "ResNet-18, probe: " in capsys.readouterr().out
    assert [tuple(rows.shape) for rows, _ in names["sets"]] == [(10, 512), (10, 512)]
