# in numpy
def momentum(w, grad, state, lr, beta=0.9):
    """Return the weights after one step with momentum, and the state with the velocity."""
    import numpy as np

    v = beta * state.get("v", np.zeros(w.shape)) + grad.numpy()
    return torch.from_numpy(np.asarray(w.numpy() - lr * v)).to(w.dtype), {"v": v}
