# torch methods only
def adagrad(w, grad, state, lr=0.01, eps=1e-10):
    """Return the weights after one step of Adagrad, and the state with the sum of squares."""
    before = state["sum"] if state else torch.zeros_like(w)
    total = before.addcmul(grad, grad)
    return w.addcdiv(grad, total.sqrt().add(eps), value=-lr), {"sum": total}
