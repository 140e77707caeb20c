"""Other conditions for the same tests: other seeds, threads and dtypes. For forked copies only."""

import random
import sys
from typing import Any, NamedTuple


class Conditions(NamedTuple):
    """Under which conditions answer and tests run; as it stands, those of the notebook."""

    seed: int = 0
    threads: int = 1
    dtype: str = "float32"

    def __str__(self) -> str:
        """Say what differs from the notebook."""
        threads = f", {self.threads} threads" * (self.threads != 1)
        return f"seed +{self.seed}{threads}{f', {self.dtype}' * (self.dtype != 'float32')}"


def enter(conditions: Conditions, names: dict[str, Any]) -> None:
    """Change this process: every seed that is set from here on is another one.

    ``names`` is the notebook's namespace, where functions that set seeds may stand already. Never
    undone: the process is a copy that ends.
    """
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(conditions.threads)
        torch.set_default_dtype(getattr(torch, conditions.dtype))
    if conditions.seed:
        others = _reseeding(conditions.seed)
        for name, value in names.items():
            for old, new in others:
                if value is old:
                    names[name] = new


def _reseeding(shift: int) -> list[tuple[Any, Any]]:
    """Replace what sets seeds by what sets others; return the pairs."""
    pairs = [_replace(random, "Random", _shifted_class(random.Random, "seed", shift))]
    pairs.append(_replace(random, "seed", _shifted(random.seed, shift)))
    random.seed(shift)
    if "numpy" in sys.modules:
        from numpy import random as numbers

        numbers.seed(shift)  # noqa: NPY002 - what notebooks may use
        state = _shifted_class(numbers.RandomState, "__init__", shift)
        pairs.append(_replace(numbers, "RandomState", state))
        for name in ("default_rng", "seed"):
            pairs.append(_replace(numbers, name, _shifted(getattr(numbers, name), shift)))
    if "torch" in sys.modules:
        import torch

        torch.manual_seed(shift)
        other = _shifted_class(torch.Generator, "manual_seed", shift)
        pairs.append(_replace(torch, "Generator", other))
        pairs.append(_replace(torch, "manual_seed", _shifted(torch.manual_seed, shift)))
    if "labkit.check.beside" in sys.modules:
        from labkit.check import beside

        beside.SEED += shift
    return pairs


def _replace(module: Any, name: str, new: Any) -> tuple[Any, Any]:
    old = getattr(module, name)
    setattr(module, name, new)
    return old, new


def _moved(seed: Any, shift: int) -> Any:
    return (seed + shift * 1_000_003) % 2**32 if type(seed) is int else seed


def _shifted(function: Any, shift: int) -> Any:
    def with_other_seed(seed: Any = None, *args: Any, **kwargs: Any) -> Any:
        return function(_moved(seed, shift), *args, **kwargs)

    return with_other_seed


def _shifted_class(kind: type, method: str, shift: int) -> type:
    """Return the class whose objects set another seed than they are told."""

    def with_other_seed(self: Any, seed: Any = None, *args: Any) -> Any:
        return getattr(kind, method)(self, _moved(seed, shift), *args)

    return type(kind.__name__, (kind,), {method: with_other_seed})
