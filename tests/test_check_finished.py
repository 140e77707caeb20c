"""Finished networks and metrics are found wherever a student's function takes them from."""

import pytest
import torch
from torch import nn

from labkit import check, inspect, models


def built(num_classes):
    return nn.Sequential(nn.Flatten(), nn.Linear(4, num_classes))


def taken_from_labkit(num_classes):
    return models.build("lenet5", num_classes=num_classes)


def taken_from_torchvision(num_classes):
    from torchvision.models import vgg

    return nn.Sequential(vgg.make_layers([num_classes, "M"]))


class Holder(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.inner = taken_from_labkit(num_classes)


@pytest.mark.parametrize(
    ("make", "package"),
    [
        (taken_from_labkit, "labkit.models"),
        (taken_from_torchvision, "torchvision.models"),
        (Holder, "labkit.models"),
        (lambda n: next(map(taken_from_labkit, [n])), "labkit.models"),
    ],
)
def test_a_finished_network_is_refused(make, package):
    with pytest.raises(check.CheckError, match=f"takes a network of {package}: build it yourself"):
        check.forbid("finished networks", make, 3)


def dice_of_others(a, b):
    from sklearn.metrics import f1_score

    return float(f1_score(a, b))


def iou_of_others(a, b):
    from torchvision.ops import box_iou

    return box_iou(a, b)


def dice(a, b):
    return float(2 * (a & b).sum() / (a.sum() + b.sum()))


def test_a_finished_metric_is_refused():
    masks = torch.tensor([True, True]), torch.tensor([True, False])
    boxes = torch.tensor([[0.0, 0, 2, 2]]), torch.tensor([[1.0, 0, 3, 2]])
    check.forbid("finished metrics", dice, *masks)
    with pytest.raises(check.CheckError, match=r"dice_of_others takes a metric of scikit-learn"):
        check.forbid("finished metrics", dice_of_others, *masks)
    with pytest.raises(check.CheckError, match=r"a metric of torchvision: write it yourself"):
        check.forbid("finished metrics", iou_of_others, *boxes)


def test_layers_are_allowed():
    check.forbid("finished networks", built, 3)
    check.forbid("finished networks", torch.nn.Linear, 3, 2)


def test_an_unwritten_answer_fails_gently():
    def net(num_classes):
        raise NotImplementedError

    with pytest.raises(check.CheckError, match=r"net is not written yet"):
        check.forbid("finished networks", net, 3)


def test_nothing_is_watched_afterwards():
    import sys

    before = sys.getprofile()
    check.forbid("finished networks", built, 3)
    assert sys.getprofile() is before


def test_a_function_of_the_kit_is_refused_by_its_name():
    def maps(features):
        return inspect.pca(features)

    with pytest.raises(check.CheckError, match=r"maps calls labkit\.inspect\.pca: write it"):
        check.forbid("labkit.inspect.pca", maps, torch.eye(3))


def test_other_functions_of_the_kit_are_allowed():
    def own(features):
        return inspect.nearest_neighbours(features, 0, 1)

    check.forbid("labkit.inspect.pca", own, torch.eye(3))


def test_an_unwritten_answer_hears_nothing_of_the_kit():
    def unwritten(features):
        raise NotImplementedError()

    with pytest.raises(check.CheckError, match="unwritten is not written yet"):
        check.forbid("labkit.inspect.pca", unwritten, torch.eye(3))
