"""What a test does with students' modules and objects, here and across the seam to elsewhere."""

import gc
import importlib
import inspect
import threading
from types import SimpleNamespace

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from labkit import check
from labkit.check.poison import variants
from labkit.check.there import there

X = torch.randn(4, 8, 6, 6, generator=torch.Generator().manual_seed(1))


class Away:
    """Stands for an object in another process: it can be called, and functions run beside it.

    Only plain data and other such objects may go there and come back.
    """

    def __init__(self, target):
        self._target = target
        self.__name__ = getattr(target, "__name__", type(target).__name__)
        if callable(target) and not isinstance(target, type):
            self.__signature__ = inspect.signature(target)

    def __call__(self, *args, **kwargs):
        raise AssertionError("the checks call students' functions where they live")

    @staticmethod
    def __labkit_run__(function, args, kwargs):
        args, kwargs = carried((args, kwargs), Away._there)
        return carried(named_function(function)(*args, **kwargs), Away)

    @staticmethod
    def _there(value):
        if inspect.isfunction(value):  # one of the course's: its name travels
            return named_function(value)
        assert type(value) is Away, f"{type(value)} would have to travel"
        return value._target


def named_function(function):
    """Return the function that has this one's name in its module: this one, if all is well."""
    found = getattr(importlib.import_module(function.__module__), function.__qualname__)
    assert found is function
    return found


def carried(value, other):
    """Return a copy of plain data; what is not plain goes through ``other``."""
    if type(value) in (list, tuple):
        return type(value)(carried(part, other) for part in value)
    if type(value) is dict:
        return {carried(key, other): carried(part, other) for key, part in value.items()}
    if type(value) is torch.Tensor:
        return value.detach().clone()
    if type(value) is torch.Generator:
        return value.clone_state()
    return value if type(value) in (int, float, bool, str, type(None)) else other(value)


@pytest.fixture(params=["here", "away"])
def student(request):
    """Give a student's function or class as a test cell sees it: itself, or a stand-in."""
    return Away if request.param == "away" else lambda thing: thing


@pytest.fixture
def refused():
    """Return the message with which a check fails."""

    def message(judge) -> str:
        with pytest.raises(check.CheckError) as failure:
            judge()
        return str(failure.value)

    return message


# -- Samples


class Reference(nn.Module):
    """The basic residual block, as the course has it."""

    def __init__(self, fan_in, fan_out, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(fan_in, fan_out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(fan_out)
        self.conv2 = nn.Conv2d(fan_out, fan_out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(fan_out)
        self.shortcut = nn.Sequential(
            nn.Conv2d(fan_in, fan_out, 1, stride, bias=False), nn.BatchNorm2d(fan_out)
        )

    def forward(self, x):
        out = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(out + self.shortcut(x))


class ShortcutFirst(nn.Module):
    """Right, with other names in another order."""

    def __init__(self, fan_in, fan_out, stride=1):
        super().__init__()
        self.project = nn.Conv2d(fan_in, fan_out, 1, stride, bias=False)
        self.norm = nn.BatchNorm2d(fan_out)
        self.a = nn.Conv2d(fan_in, fan_out, 3, stride, 1, bias=False)
        self.na = nn.BatchNorm2d(fan_out)
        self.b = nn.Conv2d(fan_out, fan_out, 3, 1, 1, bias=False)
        self.nb = nn.BatchNorm2d(fan_out)

    def forward(self, x):
        out = self.nb(self.b(self.na(self.a(x)).relu()))
        return (out + self.norm(self.project(x))).relu()


class NormsLast(nn.Module):
    """Right, with all convolutions registered before all norms."""

    def __init__(self, fan_in, fan_out, stride=1):
        super().__init__()
        self.convs = nn.ModuleList(
            [
                nn.Conv2d(fan_in, fan_out, 3, stride, 1, bias=False),
                nn.Conv2d(fan_out, fan_out, 3, 1, 1, bias=False),
                nn.Conv2d(fan_in, fan_out, 1, stride, bias=False),
            ]
        )
        self.norms = nn.ModuleList([nn.BatchNorm2d(fan_out) for _ in range(3)])

    def forward(self, x):
        (a, b, c), (na, nb, nc) = self.convs, self.norms
        return F.relu(nb(b(F.relu(na(a(x))))) + nc(c(x)))


class NoProjection(Reference):
    def __init__(self, fan_in, fan_out, stride=1):
        super().__init__(fan_in, fan_out, stride)
        self.shortcut = nn.Sequential()


class WrongStride(Reference):
    def __init__(self, fan_in, fan_out, stride=1):
        super().__init__(fan_in, fan_out, stride)
        self.conv1.stride = (1, 1)
        self.conv2.stride = (stride, stride)


class ExtraBias(Reference):
    def __init__(self, fan_in, fan_out, stride=1):
        super().__init__(fan_in, fan_out, stride)
        self.conv2 = nn.Conv2d(fan_out, fan_out, 3, 1, 1)


class NoLastRelu(Reference):
    def forward(self, x):
        out = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return out + self.shortcut(x)


class DetachedShortcut(Reference):
    def forward(self, x):
        out = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(out + self.shortcut(x.detach()))


class Norm(nn.Module):
    """Batch normalization with the running statistics as buffers."""

    unbiased = True

    def __init__(self, channels):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(channels))
        self.beta = nn.Parameter(torch.zeros(channels))
        self.register_buffer("mean", torch.zeros(channels))
        self.register_buffer("var", torch.ones(channels))

    def forward(self, x):
        mean, var = self.mean, self.var
        if self.training:
            mean, var = x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)
            running = x.var((0, 2, 3), unbiased=self.unbiased)
            self.mean += 0.1 * (mean.detach() - self.mean)
            self.var += 0.1 * (running.detach() - self.var)
        mean, var, gamma, beta = (t[:, None, None] for t in (mean, var, self.gamma, self.beta))
        return (x - mean) / torch.sqrt(var + 1e-5) * gamma + beta


class BiasedNorm(Norm):
    unbiased = False


def trained_reference() -> Reference:
    """Return a right block whose norms are not the identity."""
    torch.manual_seed(3)
    block = Reference(8, 16, stride=2)
    for _ in range(3):
        block(X + 1)
    for parameter in block.parameters():
        parameter.data += 0.1 * torch.randn(parameter.shape)
    return block.eval()


# -- Modules


@pytest.mark.parametrize("right", [Reference, ShortcutFirst, NormsLast])
def test_right_block_passes_whatever_its_names_and_order(student, right):
    reference = trained_reference()
    block = check.module(student(right), 8, 16, stride=2)
    block.parameters().gives(sum(p.numel() for p in reference.parameters()))
    assert block.load(reference)(X).gives(reference(X).detach()) is None
    own = check.module(Reference, 8, 16, stride=2).load(reference)
    block.gradients(X).then(lambda found: found["input"]).gives(own.gradients(X).value["input"])
    y = torch.arange(4 * 9).reshape(4, 3, 3) % 16
    losses = own.training_steps(X, y, steps=3, lr=0.1).value
    assert losses[2] < losses[0]
    block.training_steps(X, y, steps=3, lr=0.1).gives(losses, rtol=1e-3)


def test_wrong_blocks_fail_and_the_reason_is_named(student, refused):
    reference = trained_reference()
    for wrong, words in (
        (NoProjection, "shortcut.0.weight of shape (16, 8, 1, 1) is missing"),
        (ExtraBias, "conv2.bias of shape (16,) is one too many"),
    ):
        block = check.module(student(wrong), 8, 16, stride=2)
        text = refused(lambda block=block: block.load(reference))
        assert f"{wrong.__name__}(8, 16, stride=2) does not have the parameters" in text
        assert words in text
    for wrong in (WrongStride, NoLastRelu):
        block = check.module(student(wrong), 8, 16, stride=2).load(reference)
        text = refused(lambda block=block: block(X).gives(reference(X).detach()))
        assert text.startswith(f"{wrong.__name__}(8, 16, stride=2)(x) is not right yet.")
    count = sum(p.numel() for p in reference.parameters())
    block = check.module(student(ExtraBias), 8, 16, stride=2)
    text = refused(lambda: block.parameters().gives(count, mistakes={"a useless bias": count + 16}))
    assert "The number of parameters of ExtraBias" not in text.split("\n")[0]
    assert "a useless bias" in text


def test_gradient_tells_what_equal_outputs_do_not(student, refused):
    reference = trained_reference()
    block = check.module(student(DetachedShortcut), 8, 16, stride=2).load(reference)
    block(X).gives(reference(X).detach())
    right = check.module(Reference, 8, 16, stride=2).load(reference).gradients(X).value
    refused(lambda: block.gradients(X).gives(right))


def test_misshapen_parameter_is_named_under_equal_names(student, refused):
    block = check.module(student(Reference), 8, 32)
    text = refused(lambda: block.load(Reference(8, 16)))
    assert "conv1.weight has shape (32, 8, 3, 3) where (16, 8, 3, 3) is expected" in text


def test_exception_and_stub_in_a_module_read_as_in_a_call(student, refused):
    class Broken(nn.Module):
        def __init__(self, width):
            self.layer = nn.Linear(width, width)

    class Unwritten(nn.Module):
        def __init__(self):
            raise NotImplementedError

    text = refused(lambda: check.module(student(Broken), 3).parameters().gives(12))
    assert text.startswith("Broken(3) is not right yet.")
    assert "your code raised AttributeError" in text
    text = refused(lambda: check.module(student(Unwritten))(X).gives(X))
    assert text == "Unwritten is not written yet: replace `raise NotImplementedError()`."


def test_what_is_no_module_is_refused(student, refused):
    def block(width):
        nn.Linear(width, width)

    text = refused(lambda: check.module(student(block), 3))
    assert text.startswith("block(3) must give a torch.nn.Module.\n  Most likely: nothing is ret")
    assert "returned  3" in refused(lambda: check.module(student(lambda: 3)))
    assert "A function is expected here" in refused(lambda: check.module(None))


@pytest.mark.parametrize("norm", [Norm, BiasedNorm])
def test_running_statistics_show_the_biased_variance(student, refused, norm):
    built, right = check.module(student(norm), 8), nn.BatchNorm2d(8)
    built.output(X, training=True).gives(right(X).detach())
    wanted = {"gamma": right.weight, "beta": right.bias}
    wanted |= {"mean": right.running_mean, "var": right.running_var}
    if norm is Norm:
        built.state().gives(wanted)
        assert built(X).gives(right.eval()(X).detach()) is None
    else:
        refused(lambda: built.state().gives(wanted))


def test_modes_are_as_before_and_training_none_leaves_them(student):
    dropout = check.module(student(nn.Dropout), 0.5)
    dropout(X).gives(X)
    dropout.in_training().gives([""])
    assert not torch.equal(dropout.output(X, training=None).value, X)
    first = dropout.output(X, training=True).value
    dropout.output(X, training=True).gives(first)


def test_layer_shapes_and_size_without_numbers(student):
    def network():
        return nn.Sequential(
            nn.Conv2d(3, 64, 7, 2), nn.ReLU(), nn.Flatten(), nn.LazyLinear(5_000), nn.Sequential()
        )

    small = check.module(student(lambda: nn.Sequential(nn.Conv2d(8, 2, 3), nn.Sequential())))
    small.layer_shapes(X).gives([(4, 2, 4, 4), (4, 2, 4, 4)])
    small.layer_shapes(X, kinds=("Conv2d",)).gives([(4, 2, 4, 4)])
    large = check.module(student(network), meta=True)
    x = torch.ones(1, 3, 224, 224)
    large.layer_shapes(x, kinds=("Conv2d", "Linear")).gives([(1, 64, 109, 109), (1, 5_000)])
    large.parameter_shapes().gives([(64, 3, 7, 7), (64,), (5_000, 64 * 109 * 109), (5_000,)])
    large.parameters().gives(64 * 148 + 5_000 * (64 * 109 * 109 + 1))
    large.hooked().gives([])


def freeze(model, until):
    for parameter in model[:until].parameters():
        parameter.requires_grad_(False)
    return model


def test_a_module_of_the_course_is_handed_to_a_students_function(student, refused):
    def heads(model, classes):
        model[2] = nn.Linear(5, classes)
        return model

    net = check.module(course_network, beside=student(freeze))
    result = check.call(student(freeze), net, 1)
    assert result.text == "freeze(course_network(), 1)"
    net.trainable().gives(["2.weight", "2.bias"])
    x = torch.ones(2, 3)
    assert net.gradients(x).value["0.weight"] is None
    assert net.gradients(x).value["2.weight"].shape == (4, 5)
    net(x).gives(course_network_here(x))
    replaced = check.module(student(heads), net, 7)
    replaced.layer_shapes(x).gives([(2, 5), (2, 5), (2, 7)])
    refused(lambda: check.module(student(lambda model: model), check.module(lambda: 1 / 0)))


def course_network():
    return nn.Sequential(nn.Linear(3, 5), nn.ReLU(), nn.Linear(5, 4))


def course_network_here(x):
    return check.module(course_network)(x).value


def test_hooks_left_behind_are_found(student, refused):
    def activations(model, x):
        kept = []
        model[0].register_forward_hook(lambda module, inputs, output: kept.append(output))
        model(x)
        return kept

    net = check.module(course_network, beside=student(activations))
    check.call(student(activations), net, torch.zeros(2, 3)).then(len).gives(1)
    refused(lambda: net.hooked().gives([]))
    assert net.hooked().value == ["0"]


def test_unknown_loss_is_the_authors_mistake():
    built = check.module(course_network)
    with pytest.raises(ValueError, match=r"'hinge' is not known: choose one of cross_entropy, mse"):
        built.training_steps(torch.ones(2, 3), torch.ones(2, 4), steps=1, lr=1, loss="hinge")


# -- Functions


def test_call_judges_a_function_elsewhere_like_one_here(student, refused):
    def clamp(x, low):
        return x.clamp_(low)

    text = refused(lambda: check.call(student(clamp), X, 0).gives(X.clamp(0)))
    assert text.startswith("clamp(x, 0) is not right yet.")
    assert "the argument x is changed" in text
    check.call(student(lambda x: x.relu()), X).gives(X.relu())
    check.call(student(lambda a: 1 // a), 0).raises(ZeroDivisionError, because="0 divides nothing")


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x, slope: torch.where(x > 0, x, slope * x), None),
        (lambda x, slope: x.clamp(0) + slope * x.clamp(max=0), None),
        (lambda x, slope: x.clamp(0) + (slope * x.clamp(max=0)).detach(), "the slope is cut off"),
        (lambda x, slope: torch.where(x > 0, x, slope * x).detach(), "cuts x off"),
        (lambda x, slope: torch.from_numpy(x.detach().numpy() * 1.0), "cuts x off"),
        (lambda x, slope: (x > 0).long(), "expected  a tensor of fractions"),
        (lambda x, slope: None, "returned  None"),
        (lambda x, slope: F.leaky_relu(x, slope).double(), None),
        (lambda x, slope: F.leaky_relu(x, slope)[0], "the batch dimension is missing"),
    ],
)
def test_gradient_is_judged_by_a_right_function(student, refused, function, words):
    def judge():
        check.gradient(student(function), X, slope=0.1).gives_gradient_of(
            lambda x, slope: F.leaky_relu(x, slope),
            mistakes={"the slope is cut off": lambda x, slope: torch.relu(x)},
        )

    if words is None:
        assert judge() is None
    else:
        assert words in refused(judge)


def test_gradient_by_another_argument_and_with_given_weights(student):
    def scale(x, factor):
        return x * factor

    for wrt in (1, "factor"):
        found = check.gradient(
            student(scale), torch.ones(3), torch.full((3,), 2.0), wrt=wrt, weights=torch.arange(3.0)
        )
        found.result.gives(torch.arange(3.0))
    check.gradient(student(scale), torch.ones(3), factor=torch.ones(3), wrt="factor").result.gives(
        check.gradient(scale, torch.ones(3), torch.ones(3), wrt=1).result.value
    )


def test_items_of_a_generator_are_kept_as_they_come(student, refused):
    def minibatches(x, size, generator):
        order = torch.randperm(len(x), generator=generator)
        batch = torch.zeros(size)
        for start in range(0, len(x), size):
            batch.copy_(x[order[start : start + size]])
            yield batch

    def endless():
        while True:
            yield 1

    generator, x = torch.Generator().manual_seed(5), torch.arange(6.0)
    result = check.items(student(minibatches), x, 2, generator)
    order = torch.randperm(6, generator=generator)
    result.gives(list(x[order].split(2)))
    check.items(student(endless), limit=3).gives([1, 1, 1])
    refused(lambda: check.items(student(lambda: 3)).gives([3]))


# -- Objects


class EarlyStopping:
    """Stop after ``patience`` losses that are not better than the best by ``min_delta``."""

    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.bad, self.weights = float("inf"), 0, None

    def step(self, loss, weights):
        if loss < self.best - self.min_delta:
            self.best, self.bad, self.weights = loss, 0, weights.clone()
        else:
            self.bad += 1
        return self.bad >= self.patience


class NeverResets(EarlyStopping):
    def step(self, loss, weights):
        bad = self.bad
        stop = super().step(loss, weights)
        self.bad = max(self.bad, bad)
        return stop


class Momentum:
    """The rule, on one tensor in place."""

    def __init__(self, weight, lr, momentum):
        self.weight, self.lr, self.momentum = weight, lr, momentum
        self.velocity = torch.zeros_like(weight)

    def step(self, gradient):
        self.velocity = self.momentum * self.velocity + gradient
        self.weight -= self.lr * self.velocity


def test_state_machine_is_judged_in_one_go(student, refused):
    losses = [1.0, 0.9, 0.95, 0.8, 0.85, 0.82]
    steps = [("step", loss, torch.tensor([loss])) for loss in losses]
    wanted = [False, False, False, False, False, True, 0.8, torch.tensor([0.8])]
    script = check.instance(student(EarlyStopping), patience=2)
    for _ in range(2):  # a fresh object each time
        script.does(*steps, ("best",), ("weights",)).gives(wanted)
    wrong = check.instance(student(NeverResets), patience=2)
    text = refused(lambda: wrong.does(*steps[:5], ("best",)).gives([False] * 5 + [0.8]))
    assert text.startswith("NeverResets(patience=2) doing step(1.0, ")
    assert "AttributeError" in refused(lambda: script.does(("stop",)).gives([None]))


def test_optimizer_follows_torchs_for_twenty_steps(student):
    generator = torch.Generator().manual_seed(2)
    start, *gradients = torch.randn(21, 5, generator=generator, dtype=torch.float64)
    weight = nn.Parameter(start.clone())
    right = torch.optim.SGD([weight], lr=0.1, momentum=0.9)
    wanted = []
    for gradient in gradients:
        weight.grad = gradient.clone()
        right.step()
        wanted += [None, weight.detach().clone()]
    steps = [step for gradient in gradients for step in (("step", gradient), ("weight",))]
    check.instance(student(Momentum), start, lr=0.1, momentum=0.9).does(*steps).gives(wanted)


# -- Forbidden operations

W = torch.randn(3, 8, 3, 3, generator=torch.Generator().manual_seed(6))


def by_unfold(x, w):
    columns = F.unfold(x, 3)
    return (w.flatten(1) @ columns).reshape(len(x), len(w), x.shape[2] - 2, -1)


def in_a_thread(x, w):
    found = []
    thread = threading.Thread(target=lambda: found.append(F.conv2d(x, w)))
    thread.start()
    thread.join()
    return found[0]


def with_error_caught(x, w):
    try:
        return F.conv2d(x, w)
    except RuntimeError:
        return by_unfold(x, w)


def without_gradient(x, w):
    with torch.inference_mode():
        return F.conv2d(x, w)


def past_the_first_key(x, w):
    cpu = torch._C.DispatchKeySet(torch._C.DispatchKey.CPU)
    return torch.ops.aten._slow_conv2d_forward.default.redispatch(
        cpu, x, w, [3, 3], None, [1, 1], [0, 0]
    )


def compiled(x, w):
    unit = torch._C.CompilationUnit()  # what torch.jit.script uses, which is deprecated
    unit.define("def f(x, w):\n    return torch.conv2d(x, w)\n")
    return unit.f(x, w)


WAYS_ROUND = [
    in_a_thread,
    with_error_caught,
    without_gradient,
    past_the_first_key,
    compiled,
    lambda x, w: torch.vmap(lambda image: F.conv2d(image, w))(x),
    lambda x, w: F.conv2d(x.requires_grad_(), w),
    lambda x, w: torch.ops.mkldnn._convolution_pointwise(
        x, w, None, [0, 0], [1, 1], [1, 1], 1, "none", [], ""
    ),
]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("way", WAYS_ROUND)
def test_no_way_round_a_forbidden_operation(student, refused, way, capfd):
    text = refused(lambda: check.forbid("convolution", student(way), X, W))
    assert text.endswith(
        "calls PyTorch's own convolution: write it yourself here.\n"
        "  Most likely: PyTorch's own convolution does the work."
    )
    assert F.conv2d(X, W).shape == (4, 3, 4, 4)  # nothing is left behind
    assert "Overriding" not in capfd.readouterr().err


def test_another_result_under_poison_is_refused(student, refused):
    calls = []

    def differs(x, w):  # as if it knew when it is watched, and nothing was noted
        calls.append(x)
        return by_unfold(x, w) if len(calls) == 2 else torch.zeros(1)

    assert "does the work" in refused(lambda: check.forbid("convolution", student(differs), X, W))


def test_a_result_kept_for_later_does_not_get_round_a_ban(student, refused):
    kept = {}

    def keeps(x, w):
        if "y" not in kept:
            kept["y"] = F.conv2d(x, w)
        return kept["y"]

    refused(lambda: check.forbid("convolution", student(keeps), X, W))


def test_honest_answers_are_not_hurt_by_a_ban(student):
    def with_numpy(x, w):
        return torch.from_numpy(by_unfold(x, w).numpy() * 1.0)

    def with_noise(x, w):
        return by_unfold(x, w) + torch.randn(3, 1, 1)

    sparse = lambda x, w: (x[0, 0].to_sparse() @ x[0, 0]).sum()  # noqa: E731
    for honest in (by_unfold, with_numpy, with_noise, sparse, lambda x, w: nn.ReLU()):
        assert check.forbid("convolution", student(honest), X, W) is None
    check.forbid("relu", student(lambda x: x.clamp(min=0)), X)
    check.forbid("max_pool", student(lambda x: x.unfold(2, 2, 2).amax(-1)), X)


def test_replaced_attributes_of_torch_do_not_lift_a_ban(student, refused, monkeypatch):
    def patches(x, w):
        return F.conv2d(x, w)

    monkeypatch.setattr(torch._C, "_dispatch_library", lambda *a: SimpleNamespace())
    monkeypatch.setattr(torch._C, "_dispatch_get_all_op_names", list)
    monkeypatch.setattr(torch.library, "Library", None)
    refused(lambda: check.forbid("convolution", student(patches), X, W))


def test_a_ban_on_nothing_is_the_authors_mistake():
    with pytest.raises(ValueError, match="torch has no operation whose name contains 'convoltion'"):
        check.forbid("convoltion", by_unfold, X, W)
    assert not any("convert" in name for name in variants("convolution"))


def test_a_ban_is_lifted_after_an_error(student, refused):
    def raises(x):
        raise KeyError("mine")

    assert "KeyError" in refused(lambda: check.forbid("relu", student(raises), X))
    refused(lambda: check.forbid("relu", 3, X))
    assert torch.relu(torch.ones(1)) == 1


def test_nothing_in_memory_lifts_a_ban(student, refused):
    keys = {id(thing) for thing in gc.get_objects()}

    def searches(x):
        for thing in gc.get_objects():
            if id(thing) not in keys:
                assert "Library" not in type(thing).__name__
                assert not any("Library" in type(part).__name__ for part in gc.get_referents(thing))
        return torch.relu(x)

    assert "write it yourself" in refused(lambda: check.forbid("relu", student(searches), X))


# -- The seam


def test_there_runs_where_the_first_stand_in_says():
    assert there(max, 1, 2) == 2
    assert there(carried, [3, {"a": Away(3)}], other=Away(int)) == [3, {"a": 3}]
