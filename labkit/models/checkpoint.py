"""Small pretrained weights that come with the kit, as safetensors files in half precision."""

from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn

FOLDER = Path(__file__).parent / "weights"


def path_of(name: str, weights: str) -> Path:
    """Return the file of a network's weights; ValueError if the kit has none of that name."""
    path = FOLDER / f"{name}_{weights}.safetensors"
    if not path.is_file():
        known = sorted(file.stem.removeprefix(f"{name}_") for file in FOLDER.glob(f"{name}_*"))
        raise ValueError(f"{name} has the weights {', '.join(known) or 'none'}, not {weights!r}.")
    return path


def load(model: nn.Module, path: Path) -> None:
    """Copy the weights in a file into a model of the same architecture, in float32."""
    with safe_open(path, framework="pt") as file:
        state = {key: _widened(file.get_tensor(key)) for key in file.keys()}  # noqa: SIM118
    model.load_state_dict(state)


def metadata(path: Path) -> dict[str, str]:
    """Return what a file says of its weights: how they were made and how good they are."""
    with safe_open(path, framework="pt") as file:
        return file.metadata()


def save(model: nn.Module, path: Path, notes: dict[str, str]) -> None:
    """Write a model's weights in half precision, with notes that :func:`metadata` returns."""
    halved = {key: _halved(value) for key, value in model.state_dict().items()}
    save_file(halved, path, metadata=notes)


def _halved(value: torch.Tensor) -> torch.Tensor:
    return (value.half() if value.is_floating_point() else value).contiguous()


def _widened(value: torch.Tensor) -> torch.Tensor:
    return value.float() if value.is_floating_point() else value
