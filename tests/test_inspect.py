"""Looking inside: right against others' code, and the network is left as it was."""

import inspect as standard_inspect
from collections import OrderedDict

import captum.attr
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from labkit import cost, data, inspect, models
from labkit.inspect.layers import kept


def tiny(inplace=False):
    layers = OrderedDict(
        first=nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(inplace)),
        pool=nn.MaxPool2d(2),
        second=nn.Sequential(nn.Conv2d(4, 6, 3, padding=1), nn.ReLU(inplace)),
        average=nn.AdaptiveAvgPool2d(2),
        flatten=nn.Flatten(),
        tail=nn.Tanh(),
        head=nn.Linear(24, 5),
    )
    torch.manual_seed(0)
    return nn.Sequential(layers).double().eval()


@pytest.fixture
def net():
    return tiny()


@pytest.fixture
def image():
    return torch.randn(3, 12, 8, generator=torch.Generator().manual_seed(1)).double()


def hooked(model):
    return [name for name, part in model.named_modules() if part._forward_hooks]


def test_the_standard_library_still_has_its_inspect():
    assert standard_inspect.signature(inspect.pca).parameters.keys() == {"features", "dims"}


# Heat maps by Captum.


@pytest.mark.parametrize("label", [0, 3])
def test_saliency_is_captums(net, image, label):
    theirs = captum.attr.Saliency(net).attribute(image[None].requires_grad_(), target=label)
    assert torch.allclose(inspect.saliency(net, image, label), theirs[0].amax(0))


@pytest.mark.parametrize("layer", ["first", "second", "second.0", "pool"])
@pytest.mark.parametrize("label", [0, 4])
def test_grad_cam_is_captums(net, image, layer, label):
    method = captum.attr.LayerGradCam(net, net.get_submodule(layer))
    small = method.attribute(image[None], target=label, relu_attributions=True)
    theirs = captum.attr.LayerAttribution.interpolate(small, image.shape[1:], "bilinear")
    assert torch.allclose(inspect.grad_cam(net, layer, image, label), theirs[0, 0])


@pytest.mark.parametrize("size", [2, 4])
def test_occlusion_is_captums_where_squares_do_not_overlap(net, image, size):
    method = captum.attr.Occlusion(lambda x: net(x).softmax(1))
    window = (3, size, size)
    theirs = method.attribute(image[None], window, strides=window, target=2, baselines=0)
    ours = inspect.occlusion_map(net, image, 2, size, size)
    wide = F.interpolate(ours[None, None], scale_factor=size)
    assert torch.allclose(wide[0, 0], theirs[0, 0].double(), atol=1e-6)


def test_maps_agree_with_captum_on_a_trained_network():
    torch.set_num_threads(1)
    model = models.build("small_lens", weights="things").eval()
    pictures = data.things(1, split="test")
    for image, label in zip(data.normalize(pictures.images), pictures.labels.tolist(), strict=True):
        method = captum.attr.LayerGradCam(model, model.block4)
        small = method.attribute(image[None], target=label, relu_attributions=True)
        theirs = captum.attr.LayerAttribution.interpolate(small, (32, 32), "bilinear")[0, 0]
        ours = inspect.grad_cam(model, "block4", image, label)
        assert torch.allclose(ours, theirs, atol=1e-4 * theirs.max().item())


# The network is left as it was.


@pytest.mark.parametrize(
    "look",
    [
        lambda net, image: inspect.activations(net, image[None], ["first", "head"]),
        lambda net, image: inspect.grad_cam(net, "second", image, 1),
        lambda net, image: inspect.saliency(net, image, 1),
        lambda net, image: inspect.occlusion_map(net, image, 1, 4, 4),
        lambda net, image: inspect.maximal_patches(net, "second", 0, image[None], 1),
    ],
    ids=["activations", "grad_cam", "saliency", "occlusion_map", "maximal_patches"],
)
@pytest.mark.parametrize("channels", [3, 2], ids=["fits", "fails"])
def test_neither_hooks_nor_gradients_stay(net, image, look, channels):
    before, pixels = {k: v.clone() for k, v in net.state_dict().items()}, image.clone()
    try:
        look(net, image[:channels])
    except (RuntimeError, ValueError):
        assert channels == 2
    else:
        assert channels == 3
    assert hooked(net) == []
    assert all(parameter.grad is None for parameter in net.parameters())
    assert all(torch.equal(before[k], v) for k, v in net.state_dict().items())
    assert torch.equal(image, pixels)


def test_hooks_go_after_an_unknown_name_and_others_hooks_stay(net, image):
    own = net.head.register_forward_hook(lambda *_: None)
    with pytest.raises(ValueError, match=r"no layer 'third'; the layers are first, first.0"):
        inspect.activations(net, image[None], ["first", "third"])
    assert hooked(net) == ["head"]
    own.remove()


def test_a_frozen_network_has_maps(net, image):
    right = inspect.saliency(net, image, 2), inspect.grad_cam(net, "second", image, 2)
    net.requires_grad_(False)
    with torch.no_grad():
        again = inspect.saliency(net, image, 2), inspect.grad_cam(net, "second", image, 2)
    assert all(map(torch.equal, right, again))


# Activations and filters.


def test_activations_are_those_of_each_layer(net, image):
    x = torch.stack([image, -image])
    seen = inspect.activations(net, x, ["head", "first", "second.0"])
    assert list(seen) == ["head", "first", "second.0"]
    assert torch.equal(seen["first"], net.first(x))
    assert torch.equal(seen["second.0"], net.second[0](net.pool(net.first(x))))
    assert torch.equal(seen["head"], net(x))
    assert not any(value.requires_grad for value in seen.values())


def test_layers_in_place_do_not_write_over_what_is_kept(image):
    plain, inplace = tiny(), tiny(inplace=True)
    for name in ("first.0", "second.0"):
        ours = inspect.activations(inplace, image[None], [name])[name]
        assert torch.equal(ours, inspect.activations(plain, image[None], [name])[name])
        maps = [inspect.grad_cam(model, name, image, 1) for model in (plain, inplace)]
        assert torch.equal(*maps)


def test_what_is_kept_has_a_graph(net, image):
    with kept(net, ["second"]) as outputs:
        net(image[None])
    assert outputs["second"].requires_grad


def test_filters_go_from_0_to_1_each():
    torch.manual_seed(0)
    conv = nn.Conv2d(3, 5, (4, 2))
    conv.weight.data[2] = 7.0
    before = conv.weight.detach().clone()
    filters = inspect.first_layer_filters(nn.Sequential(nn.Identity(), nn.Sequential(conv)))
    assert filters.shape == (5, 3, 4, 2)
    others = [0, 1, 3, 4]
    assert torch.equal(filters.amin((1, 2, 3))[others], torch.zeros(4))
    assert torch.equal(filters.amax((1, 2, 3))[others], torch.ones(4))
    assert torch.equal(filters[2], torch.full((3, 4, 2), 0.5))
    assert torch.equal(conv.weight, before)
    ratio = (filters[0] - filters[0].mean()) / (before[0] - before[0].mean())
    assert ratio.std() < 1e-4 * ratio.mean()


def test_a_network_without_convolution_has_no_filters():
    with pytest.raises(ValueError, match=r"Linear has no nn\.Conv2d"):
        inspect.first_layer_filters(nn.Linear(2, 2))


# Windows and patches.


@pytest.mark.parametrize("layer", ["first", "pool", "second", "second.0"])
def test_a_window_is_what_moves_a_value(net, layer):
    first, step, size = cost.window(net, layer, (3, 40, 40))
    images = torch.rand(40, 3, 40, 40).double().requires_grad_()
    row = 5
    with kept(net, [layer]) as outputs:
        net(images)
    (gradient,) = torch.autograd.grad(outputs[layer][:, :, row, row].sum(), images)
    seen = gradient.abs().sum((0, 1, 3)).nonzero()[:, 0].tolist()
    assert seen == list(range(first + step * row, first + step * row + size))


def test_layers_without_a_window_are_refused(net):
    with pytest.raises(ValueError, match="head look through no square window"):
        cost.window(net, "head", (3, 12, 12))
    with pytest.raises(ValueError, match="no layer 'third'"):
        cost.window(net, "third", (3, 12, 12))
    wide = nn.Sequential(nn.Conv2d(3, 2, (1, 3)))
    with pytest.raises(ValueError, match="no square window"):
        cost.window(wide, "0", (3, 12, 12))


def test_a_patch_alone_excites_as_much_as_its_image():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 2, 3)).eval()
    images = torch.randn(6, 3, 18, 21)
    patches = inspect.maximal_patches(model, "3", 1, images, k=6)
    assert patches.shape == (6, 3, 8, 8)
    strongest = model(images)[:, 1].amax((1, 2)).sort(descending=True).values
    alone = model(patches)[:, 1]
    assert alone.shape == (6, 1, 1)
    assert torch.allclose(alone.flatten(), strongest, atol=1e-5)


def test_patches_are_zero_outside_of_the_image():
    model = nn.Sequential(nn.Conv2d(1, 1, 3, padding=1))
    nn.init.ones_(model[0].weight)
    model[0].weight.data[0, 0, 1, 1] = 2
    image = torch.ones(1, 1, 5, 4)
    image[0, 0, 0, 0] = 100
    (patch,) = inspect.maximal_patches(model, "0", 0, image, k=1)
    assert patch[0].tolist() == [[0, 0, 0], [0, 100, 1], [0, 1, 1]]


def test_more_patches_than_images_are_refused(net, image):
    with pytest.raises(ValueError, match="k is 2, but it must be from 1 to 1"):
        inspect.maximal_patches(net, "first", 0, image[None], 2)


# Features.


def test_neighbours_are_sorted_and_hold_twins():
    points = torch.randn(30, 5, generator=torch.Generator().manual_seed(0))
    points[20] = points[7]
    near = inspect.nearest_neighbours(points, 7, 29)
    assert near[0] == 20
    assert sorted([7, *near.tolist()]) == list(range(30))
    assert (points[near] - points[7]).norm(dim=1).diff().min() >= 0
    with pytest.raises(ValueError, match="k is 30, but it must be from 1 to 29"):
        inspect.nearest_neighbours(points, 7, 30)


def test_pca_is_scikit_learns():
    from sklearn.decomposition import PCA

    x = (
        torch.randn(20, 6, generator=torch.Generator().manual_seed(0)).double() * torch.arange(6)
        + 3
    )
    theirs = torch.from_numpy(PCA(3).fit_transform(x.numpy()))
    assert torch.allclose(inspect.pca(x, 3).abs(), theirs.abs())
    with pytest.raises(ValueError, match="dims is 7, but it must be from 1 to 6"):
        inspect.pca(x, 7)


# Scores and composed images.


def test_the_pointing_game_counts():
    maps, masks = torch.zeros(3, 4, 5), torch.zeros(3, 4, 5, dtype=torch.bool)
    maps[0, 3, 1], maps[1, 0, 4], masks[0, 3, 1], masks[1, 0, 3] = 1, 1, True, True
    masks[2] = True
    assert inspect.pointing_game(maps, masks) == pytest.approx(1 / 3)
    with pytest.raises(ValueError, match=r"maps have shape \(3, 4, 5\), masks \(2, 4, 5\)"):
        inspect.pointing_game(maps, masks[:2])


def test_a_square_must_fit(net, image):
    with pytest.raises(ValueError, match="square of 9×9 does not fit on 12×8"):
        inspect.occlusion_map(net, image, 0, 9, 1)
    with pytest.raises(ValueError, match="square of 33×33 does not fit on 32×32"):
        inspect.painted_corner(data.things(1), 33)


def test_four_in_one_holds_four_drawings_of_different_classes():
    pictures = data.things(3, seed=4)
    images, labels, masks = inspect.four_in_one(pictures, 5, seed=1)
    again = inspect.four_in_one(pictures, 5, seed=1)
    assert torch.equal(images, again.images)
    assert all(len(set(four)) == 4 for four in labels.tolist())
    corners = [images[:, :, i : i + 32, j : j + 32] for i in (0, 32) for j in (0, 32)]
    for place, (corner, (i, j)) in enumerate(
        zip(corners, ((0, 0), (0, 32), (32, 0), (32, 32)), strict=True)
    ):
        for number, quarter in enumerate(corner):
            same = (pictures.images == quarter).all(dim=3).all(dim=2).all(dim=1).nonzero()[:, 0]
            (found,) = same.tolist()
            assert pictures.labels[found] == labels[number, place]
            mask = masks[number, place]
            assert torch.equal(mask[i : i + 32, j : j + 32], pictures.masks[found])
            assert mask.sum() == pictures.masks[found].sum()


def test_a_painted_corner_is_of_another_class_and_off_the_thing():
    pictures = data.things(10, seed=4)
    images, labels, masks = inspect.painted_corner(pictures, 10)
    assert (labels[:, 0] != pictures.labels).all()
    changed = (images != pictures.images).any(dim=1)
    assert not (changed & ~masks[:, 0]).any()
    assert (masks[:, 0] & pictures.masks).float().mean() < 0.005
    colours = [images[i][:, masks[i, 0]].unique(dim=1) for i in range(len(images))]
    assert all(colour.shape == (3, 1) for colour in colours)
    by_class = {int(k): colours[i].flatten().tolist() for i, k in enumerate(labels[:, 0])}
    assert by_class[0][0] > by_class[0][2]  # class 0 is red
    assert len({tuple(colour) for colour in by_class.values()}) == 10
