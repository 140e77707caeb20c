"""labkit.check: right answers pass in any style, wrong ones fail, messages name the mistake."""

import sys

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from labkit import check
from labkit.check.compare import same
from labkit.check.diagnose import name_mistake

X = torch.arange(12.0).reshape(3, 4) + 1


def message_of(function, *args, expected, **options) -> str:
    with pytest.raises(check.CheckError) as failure:
        check.call(function, *args).gives(expected, **options)
    return str(failure.value)


class Yes:
    """Claims to be equal to everything, and to be within every tolerance."""

    def __eq__(self, other):
        return True

    __hash__ = None

    def __float__(self):
        return 4.0


class LyingInt(int):
    def __eq__(self, other):
        return True

    __hash__ = None


class LyingTensor(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return True


class LyingArray(np.ndarray):
    def __eq__(self, other):
        return True


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        (X, X),
        (X.numpy(), X),
        (X.double(), X),
        (X.double().numpy(), X),
        (X.long(), X),
        (torch.nn.Parameter(X), X),
        (X.clone().requires_grad_(), X),
        (X.T.contiguous().T, X),
        (3, 3),
        (np.int64(3), 3),
        (torch.tensor(3), 3),
        (np.int32(3), 3),
        (0.1 + 0.2, 0.3),
        (1, 1.0),
        (np.float32(0.3), 0.3),
        (torch.tensor(0.3), 0.3),
        (float("inf"), float("inf")),
        ((3, X), (3, X)),
        ([3, X], (3, X)),
        ({"a": X, "b": 2}, {"b": 2, "a": X}),
        ("same", "same"),
        (None, None),
        (True, True),
        (X.shape, (3, 4)),
        (torch.tensor([1.0, float("nan")]), torch.tensor([1.0, float("nan")])),
    ],
    ids=str,
)
def test_right_values_pass_and_nothing_is_returned(returned, expected):
    assert check.call(lambda: returned).gives(expected) is None


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        (Yes(), 4),
        (Yes(), X),
        (Yes(), "b"),
        (LyingInt(5), 4),
        (X.neg().as_subclass(LyingTensor), X),
        (X.numpy().view(LyingArray), X),
        ([Yes(), Yes()], [1, 2]),
        (np.array([Yes()] * 3, dtype=object), torch.ones(3)),
        (3.0, 3),
        (True, 1),
        (1, True),
        (None, X),
        (X[:2], X),
        (X + 1e-3, X),
        (X.mul(float("nan")), X),
        (4, 3),
        (0.3001, 0.3),
        (float("nan"), 0.3),
        ((3, X + 1), (3, X)),
        ((3,), (3, 4)),
        ({"a": 1}, {"a": 1, "b": 2}),
        ("Same", "same"),
        ("3", 3),
    ],
    ids=lambda value: type(value).__name__,
)
def test_wrong_values_fail(returned, expected):
    with pytest.raises(check.CheckError):
        check.call(lambda: returned).gives(expected)


def test_sums_in_another_order_pass_and_small_errors_fail():
    generator = torch.Generator().manual_seed(0)
    for dtype, error in ((torch.float32, 1e-4), (torch.float64, 1e-10), (torch.float16, 0.3)):
        x = torch.randn(500, 300, generator=generator).to(dtype)
        expected = x.double().sum(1).to(dtype)
        check.call(lambda x: x.flip(1).sum(1), x).gives(expected)
        worst = expected.abs().max() * error
        with pytest.raises(check.CheckError):
            check.call(lambda x, e: x.sum(1) + e, x, worst).gives(expected)


def test_tolerance_can_be_set():
    check.call(lambda: 1.01).gives(1.0, rtol=0.1)
    with pytest.raises(check.CheckError):
        check.call(lambda: 1e-9).gives(2e-9, atol=0, rtol=0.1)


def test_message_shows_call_values_and_first_difference():
    def scale(image, factor, offset=0):
        return image * factor

    with pytest.raises(check.CheckError) as failure:
        check.call(scale, X, 2, offset=1).gives(X * 2 + 1)
    assert str(failure.value).splitlines() == [
        "scale(image, 2, offset=1) is not right yet.",
        "  Most likely: every value is off by -1.",
        "  with      image     float32 tensor of shape (3, 4):",
        "            [[ 1.,  2.,  3.,  4.],",
        "             [ 5.,  6.,  7.,  8.],",
        "             [ 9., 10., 11., 12.]]",
        "  returned  float32 tensor of shape (3, 4):",
        "            [[ 2.,  4.,  6.,  8.],",
        "             [10., 12., 14., 16.],",
        "             [18., 20., 22., 24.]]",
        "  expected  float32 tensor of shape (3, 4):",
        "            [[ 3.,  5.,  7.,  9.],",
        "             [11., 13., 15., 17.],",
        "             [19., 21., 23., 25.]]",
        "  first difference at [0, 0]: returned 2, expected 3; 12 of 12 values differ",
    ]


def test_message_says_which_part_of_several_differs():
    right = X, (X + 1, X + 2)
    text = message_of(lambda: [X, (X + 1, X + 3)], expected=right)
    assert text.endswith(
        "\n  part 2 of 2: part 2 of 2: first difference at [0, 0]: returned 4, expected 3; "
        "12 of 12 values differ"
    )
    assert "part " not in message_of(lambda: [X], expected=right)
    assert "part " not in message_of(lambda: 3, expected=right)


def test_message_names_functions_among_the_arguments():
    def apply(function, x):
        return x

    assert message_of(apply, abs, -1, expected=1).startswith("apply(abs, -1) is not right yet.")
    assert message_of(apply, torch.relu, 2, expected=1).startswith("apply(relu, 2) ")
    assert message_of(apply, apply, 2, expected=1).startswith("apply(apply, 2) ")


def test_named_mistake_is_recognised_and_first_match_wins():
    mistakes = {"not this": 7, "the sides are added": 8, "also 8": 8}
    text = message_of(lambda a, b: a + b, 3, 5, expected=15, mistakes=mistakes)
    assert "Most likely: the sides are added." in text


def test_mistake_that_equals_the_right_value_is_never_named():
    close_to_both = {"nonsense": 1.15}
    text = message_of(lambda: 1.3, expected=1.0, mistakes=close_to_both, rtol=0.1)
    assert "nonsense" not in text


def test_tensor_of_another_class_is_refused_whatever_its_values():
    class Honest(torch.Tensor):
        pass

    text = message_of(lambda: X.as_subclass(Honest), expected=X)
    assert "an object of type Honest is no plain number or tensor" in text


GENERIC = {
    "nothing returned": (None, X, "return"),
    "zeros": (torch.zeros(3, 4), X, "all values are zero"),
    "nan": (X / torch.zeros(3, 4), X, "NaN or infinity"),
    "sign": (-X, X, "sign"),
    "left-right": (X.flip(1), X, "left to right"),
    "top-bottom": (X.flip(0), X, "top to bottom"),
    "turned": (X.flip(0, 1), X, "180"),
    "transposed values": (X[:, :3].T, X[:, :3], "rows and columns"),
    "transposed shape": (X.T, X, "height and width"),
    "factor": (X * 3, X, "3 times"),
    "offset": (X + 0.5, X, "+0.5"),
    "one smaller": (X[:2, :3], X, "one too small"),
    "extra dimension": (X[None], X, "3 dimensions instead of 2"),
    "no batch": (X[0], torch.stack([X[0], X[1]]), "batch dimension"),
    "first only": (
        torch.cat([X[None], torch.zeros(1, 3, 4)]),
        torch.stack([X, X]),
        "only the first element",
    ),
    "border": (
        F.pad(X[1:2, 1:3], (1, 1, 1, 1)),
        X,
        "only the border",
    ),
    "bias": (
        torch.ones(2, 3, 4, 5),
        torch.ones(2, 3, 4, 5) + torch.arange(3.0)[:, None, None],
        "bias",
    ),
    "order": (X.reshape(1, 3, 4).permute(2, 0, 1), X.reshape(1, 3, 4), "wrong order"),
    "off by one": (4, 3, "one too many"),
    "float for int": (3.0, 3, "//"),
    "twice": (14, 7, "2 times too large"),
    "a quarter": (196.0, 784.0, "4 times too small"),
    "kilo": (802.816, 784.0, "1024"),
    "negative": (-7.5, 7.5, "sign"),
}


@pytest.mark.parametrize("case", GENERIC)
def test_usual_suspects_are_named_without_being_listed(case):
    actual, expected, words = GENERIC[case]
    assert words in name_mistake(actual, expected)


def test_no_mistake_is_named_for_a_random_result():
    generator = torch.Generator().manual_seed(1)
    a, b = torch.randn(2, 2, 3, 4, 5, generator=generator)
    assert name_mistake(a, b) is None
    assert name_mistake(1234.5, 77.7) is None


def test_exception_names_the_students_line():
    def divide(a, b):
        return a / b

    text = message_of(divide, 1, 0, expected=1.0)
    assert "your code raised ZeroDivisionError" in text
    assert "ZeroDivisionError: division by zero" in text
    assert "of divide: return a / b" in text


def test_unwritten_answer_gets_one_gentle_line():
    def conv2d(x):
        raise NotImplementedError

    for judge in (
        lambda: check.call(conv2d, X).gives(X),
        lambda: check.call(conv2d, X).raises(ValueError, because="it must"),
        lambda: check.forbid("convolution", conv2d, X),
    ):
        with pytest.raises(check.CheckError, match=r"^conv2d is not written yet.*$") as failure:
            judge()
        assert "\n" not in str(failure.value)


def test_exit_in_an_answer_is_a_failure_not_an_exit():
    with pytest.raises(check.CheckError, match="SystemExit"):
        check.call(lambda: exit(0)).gives(1)


def test_interrupt_is_not_swallowed():
    def endless():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check.call(endless)


def test_not_a_function():
    with pytest.raises(check.CheckError, match="A function is expected here, not None"):
        check.call(None, 3)


def test_raises():
    check.call(int, "x").raises(ValueError, because="x is no number")
    check.call(lambda: [].pop()).raises(LookupError, because="it is empty")
    for function, words in (
        (lambda: 0, "no ValueError is raised although it is negative"),
        (lambda: {}["k"], "KeyError is raised instead of ValueError"),
    ):
        with pytest.raises(check.CheckError, match=words):
            check.call(function).raises(ValueError, because="it is negative")


def test_argument_changed_in_place_is_named_and_the_callers_stays():
    def clamp(x, low):
        return x.clamp_(low)

    x = X.clone()
    text = message_of(clamp, x, 3, expected=X.clamp(3))
    assert "the argument x is changed" in text
    assert torch.equal(x, X)


def test_in_place_work_on_a_copy_passes():
    check.call(lambda x: x.clone().clamp_(3), X).gives(X.clamp(3))


def test_functions_and_modules_may_be_arguments():
    check.call(lambda fs, m: fs[0](m(X)), [torch.neg], torch.nn.Identity()).gives(-X)


def test_list_changed_in_place_is_named_too():
    layers = [1, 2, 3]
    assert "argument layers is changed" in message_of(
        lambda layers: layers.pop(), layers, expected=3
    )
    assert layers == [1, 2, 3]


def test_nothing_reaches_stderr(capsys):
    def noisy(x):
        print("careful", file=sys.stderr)
        return x

    check.call(noisy, 3).gives(3)
    with pytest.raises(check.CheckError):
        check.call(lambda: noisy(1) / 0).gives(1)
    assert capsys.readouterr() == ("careful\ncareful\n", "")


def test_hidden_failure_tells_the_mistake_but_no_input_and_no_value():
    with pytest.raises(check.CheckError) as failure, check.hidden():
        check.call(lambda a: a + 1, 4321).gives(4320, mistakes={"added": 4322})
    assert str(failure.value) == "A hidden test of <lambda> failed.\n  Most likely: added."


def test_hidden_failure_by_an_exception_quotes_nothing():
    with pytest.raises(check.CheckError) as failure, check.hidden():
        {}["secret"]
    assert "secret" not in str(failure.value)
    assert failure.value.__suppress_context__


def test_hidden_lets_interrupts_through():
    with pytest.raises(KeyboardInterrupt), check.hidden():
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    "convolve",
    [
        lambda x, w: F.conv2d(x, w),
        lambda x, w: torch.conv2d(x, w),
        lambda x, w: torch.ops.aten.conv2d(x, w),
        lambda x, w: F.conv2d(x.double(), w.double()).float(),
        lambda x, w: F.conv_transpose2d(x, w),
        lambda x, w: torch.nn.Conv2d(1, 1, 3)(x),
    ],
)
def test_forbidden_operation_is_found_however_it_is_reached(convolve):
    with pytest.raises(check.CheckError, match="PyTorch's own convolution"):
        check.forbid("convolution", convolve, torch.ones(1, 1, 5, 5), torch.ones(1, 1, 3, 3))


def test_forbid_lets_everything_else_pass():
    check.forbid("convolution", lambda x: F.unfold(x, 2) @ torch.ones(4, 4), torch.ones(1, 1, 3, 3))


def test_value_and_within():
    check.value(0.5, name="ratio").gives(0.5)
    check.value(torch.tensor(2.0), name="speedup").within(1, 3)
    for unset in (None, ...):
        with pytest.raises(check.CheckError, match=r"^speedup is not set yet"):
            check.value(unset, name="speedup")
    for wrong in (5, "2", True, Yes(), float("nan")):
        with pytest.raises(check.CheckError, match=r"^speedup is not right yet"):
            check.value(wrong, name="speedup").within(1, 3)


@pytest.mark.parametrize("answer", ["b", "B", " b "])
def test_quiz_accepts_a_letter_however_it_is_written(answer, capsys):
    check.one_of(answer, "abc", name="answer_1")
    check.quiz(answer, "b", name="answer_1", because="so it is.")
    assert capsys.readouterr().out == "answer_1: right, because so it is.\n"


@pytest.mark.parametrize("answer", ["d", "", "ab", 2, ["b"], Yes(), b"b"])
def test_quiz_refuses_what_is_no_option(answer):
    with pytest.raises(check.CheckError, match='must be one of "a", "b", "c"'):
        check.one_of(answer, "abc", name="answer_1")
    with pytest.raises(check.CheckError, match="no, because"):
        check.quiz(answer, "b", name="answer_1", because="so it is.")


def test_notebook_shows_the_message_alone():
    error = check.CheckError("f() is not right yet.", ["returned  1"], subject="f", mistake="m")
    assert error._render_traceback_() == [
        "f() is not right yet.",
        "  Most likely: m.",
        "  returned  1",
    ]


def test_same_is_not_fooled_by_broadcasting():
    assert not same(torch.ones(1, 4), torch.ones(3, 4))
    assert not same(torch.tensor(1.0), torch.ones(3))
    assert not same(torch.ones(3), 1.0)
