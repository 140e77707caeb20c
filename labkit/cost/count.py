"""Counts what each layer of a network costs."""

from collections.abc import Iterable, Sequence

from torch import nn

from labkit.cost.table import CostTable, Row
from labkit.cost.trace import Call, on_meta, trace


def cost_table(
    model: nn.Module,
    input_shape: Sequence[int],
    *,
    batch_size: int = 1,
    bias: bool = True,
    pooling: bool = False,
) -> CostTable:
    """Return what each layer of a model costs for inputs of a shape such as ``(3, 224, 224)``.

    Layers with parameters, multiply–adds or pooling windows have a row, in the order in which they
    run; a layer that runs twice has two rows and its parameters in the first. A function that a
    block calls itself (``F.max_pool2d``, the products of attention) has a row with the block's
    name. Parameters that never run (auxiliary classifiers) have a row without an output. So the
    totals are the sums of the columns:

    - **params**: all numbers that are learnt; without biases, those of normalization included,
      where ``bias`` is false.
    - **macs**: multiply–adds of convolutions, linear layers and matrix products, as
      `torch.utils.flop_counter` counts them (a MAC is two FLOPs). Adding a bias, normalizing and
      activating are left out. ``pooling=True`` adds one for each number that a pooling window
      reads.
    - **activation_bytes**: outputs of the rows that multiply, and of pooling rows where
      ``pooling`` is true; activations and normalization count as done in place.
    - **receptive_field**: how many pixels wide an output is, the union over all branches, as if
      the image went on for ever. After flattening, a linear layer sees what all positions see
      together. None where it is no window that slides over the input: after upsampling, attention
      or a squeeze-and-excitation gate, and after functions that `labkit.cost` does not know.

    The model may be on any device and in any mode; it is copied without its numbers, never run
    and never changed. Raises ``TypeError`` for what is no model and ``ValueError`` where the shape
    does not fit it, with the layer at which it stops.

    >>> table = cost_table(nn.Conv2d(3, 64, 11, stride=4, padding=2), (3, 227, 227))
    >>> table.params, table.macs, table.activation_bytes // 1024
    (23296, 72855552, 784)
    """
    if not isinstance(model, nn.Module):
        raise TypeError(
            f"cost_table counts a torch.nn.Module, but it was given {model!r}. "
            "labkit.models.build('vgg16') makes one by name."
        )
    shape = (batch_size, *_checked(input_shape))
    if type(batch_size) is not int or batch_size < 1:
        raise ValueError(f"batch_size must be a whole number above 0, but it is {batch_size!r}.")
    bare = on_meta(model)
    calls = trace(bare, shape)
    names = {id(p): name for name, p in bare.named_parameters()}

    def size(parameters: Iterable[nn.Parameter]) -> int:
        counted = (p for p in parameters if bias or not names[id(p)].endswith("bias"))
        return sum(p.numel() for p in counted)

    rows = [_row(call, batch_size, size(call.parameters), pooling) for call in calls]
    read = {id(p) for call in calls for p in call.parameters}
    unread: dict[str, list[nn.Parameter]] = {}
    for name, parameter in bare.named_parameters():
        if id(parameter) not in read:
            unread.setdefault(name.rpartition(".")[0], []).append(parameter)
    for name, parameters in unread.items():
        kind = type(bare.get_submodule(name)).__name__
        rows.append(Row(name or kind, f"{kind}, not run", None, 0, size(parameters), 0, None))
    return CostTable(tuple(rows), shape, _conventions(bias, pooling))


def _checked(input_shape: Sequence[int]) -> tuple[int, ...]:
    try:
        shape = tuple(input_shape)
    except TypeError:
        shape = ()
    if not shape or any(type(n) is not int or n < 1 for n in shape):
        raise ValueError(
            f"input_shape is {input_shape!r}, but it must list whole numbers above 0: the shape of "
            "one example without the batch, such as (3, 224, 224)."
        )
    return shape


def _row(call: Call, batch_size: int, params: int, pooling: bool) -> Row:
    counted = call.macs or (pooling and call.pooled)
    kept = call.output.numel() * call.output.element_size() if counted else 0
    macs = call.macs + (call.pooled if pooling else 0)
    seen = call.field.extent() if call.field else None
    shape = tuple(call.output.shape)
    shape = shape[1:] if shape[:1] == (batch_size,) else shape
    return Row(call.name, call.kind, shape, kept, params, macs, seen)


def _conventions(bias: bool, pooling: bool) -> str:
    """Say what is counted, for the table to carry."""
    return (
        f"Parameters {'with' if bias else 'without'} biases. A MAC is one multiply–add (two "
        "FLOPs) of a convolution, linear layer or matrix product"
        f"{', or one number read by a pooling window' if pooling else '; pooling counts none'}. "
        f"Memory: outputs of these rows{', pools included' if pooling else ' without pools'}, for "
        "one forward pass."
    )
