# the state is a default argument and lives on from call to call
# named: kept from the call before
def receptive_field(layers, state={"seen": 1, "distance": 1}):
    """Return how many input pixels across one output pixel sees."""
    for kernel_size, stride, dilation in layers:
        state["seen"] += dilation * (kernel_size - 1) * state["distance"]
        state["distance"] *= stride
    return state["seen"]
