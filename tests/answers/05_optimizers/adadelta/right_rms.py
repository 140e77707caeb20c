# with a function for the root of a mean
def adadelta(w, grad, state, lr=1.0, rho=0.9, eps=1e-6):
    """Return the weights after one step of Adadelta, and the state with both means."""
    def rms(mean):
        return torch.sqrt(mean + eps)


    zero = torch.zeros_like(w)
    squares, updates = state.get("both", (zero, zero))
    squares = squares * rho + grad.square() * (1 - rho)
    delta = -rms(updates) / rms(squares) * grad
    updates = updates * rho + delta.square() * (1 - rho)
    return w + lr * delta, {"both": (squares, updates)}
