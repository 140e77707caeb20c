# with an Adam inside
def adamw(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01):
    """Return the weights after decoupled decay and one step of Adam, and the state."""
    def adam_step(w, grad, memory):
        t, m, s = memory
        t = t + 1
        m, s = m.lerp(grad, 1 - betas[0]), s.lerp(grad**2, 1 - betas[1])
        step = m / (1 - betas[0] ** t) / ((s / (1 - betas[1] ** t)).sqrt() + eps)
        return w - lr * step, (t, m, s)


    zero = torch.zeros_like(w)
    decayed = w - lr * weight_decay * w
    w, memory = adam_step(decayed, grad, state.get("memory", (0, zero, zero)))
    return w, {"memory": memory}
